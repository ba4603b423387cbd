import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway device remove THING`.
struct DeviceRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a thing, its device's key and password.",
        discussion: """
            Its readings that wait for the uplink are still sent, and what is in quarantine of its device stays there, unless \
            --purge drops them: each dropped reading is written in the drop ledger. A thing that is only out of use keeps its \
            place with `gateway device set THING --state retired`.

            \(Examples(
                "gateway device remove gate-north",
                "gateway device remove gate-north --purge"
            ))
            """
    )

    @Argument(help: "The thing's name.", completion: .things) var thing: String
    @Flag(help: "Drop its waiting readings and what is in quarantine of its device.") var purge = false
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        guard try FileSystem.isThere(configuration.registryPath) else { throw ThingName.missing(thing, nil) }
        let registry = try RegistryAccess.writable(configuration)
        let known = try ThingName.find(thing, registry)
        guard known != nil || purge, let id = try? Slug(thing) else { throw ThingName.missing(thing, registry) }
        let hardwareIDs = try RegistryAccess.translating { try hardware(of: id, known, registry) }
        if known != nil {
            try RegistryAccess.translating { try registry.remove(thing: id) }
            StandardError.write("Removed \(id).\n")
        } else {
            StandardError.write("\(id) is not registered.\n")
        }
        let left = ThingRemains(id, hardwareIDs, configuration)
        purge ? try left.purge() : try left.report()
    }

    /// The hardware that was bound to the thing, and is bound to no other one.
    private func hardware(of id: Slug, _ known: Thing?, _ registry: ThingRegistry) throws -> [String] {
        var names = known.map { [$0.hardwareID] } ?? []
        for replacement in try registry.replacements(of: id, limit: 10_000) {
            names += [replacement.oldHardwareID, replacement.newHardwareID]
        }
        var unique: [String] = []
        for name in names where !unique.contains(name) {
            if let owner = try registry.find(hardwareID: name), owner.id != id { continue }
            unique.append(name)
        }
        return unique
    }
}
