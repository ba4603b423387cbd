import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway device remove THING`.
struct DeviceRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a thing. Its readings that wait for the uplink are still sent."
    )

    @Argument(help: "The thing's name.") var thing: String
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let missing = CommandFailure(
            status: .notFound,
            message: "there is no thing \"\(thing)\"; see `gateway device list`"
        )
        guard let id = try? Slug(thing) else { throw missing }
        let configuration = try file.load()
        guard try FileSystem.isThere(configuration.registryPath) else { throw missing }
        let registry = try RegistryAccess.writable(configuration)
        try RegistryAccess.translating { try registry.remove(thing: id) }
        StandardError.write("Removed \(id).\n")
    }
}
