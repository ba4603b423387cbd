import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway device show THING`.
struct DeviceShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one thing and its device.",
        discussion: Examples(
            "gateway device show gate-north",
            "gateway device show 70b3d50000000001 -o json"
        ).description
    )

    @Argument(help: "The thing's name, or the hardware id of its device.", completion: .things) var name: String
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        guard let thing = try ThingName.find(name, orHardwareIn: registry) else {
            let message = "there is no thing and no device \"\(name)\"\(ThingName.hint(name, registry))"
            throw CommandFailure(status: .notFound, message: message)
        }
        var details = Details()
        for (column, cell) in zip(ThingCells.columns, ThingCells.cells(thing)) { details.add(column, cell) }
        let hasKey = try RegistryAccess.translating { try registry?.hasKey(thing: thing.id) ?? false }
        details.add("hasKey", .boolean(hasKey))
        details.add("schedule", Cell(thing.schedule?.description))
        details.add("tags", ThingCells.tags(thing))
        details.add("counterOffsets", Cell(thing.offsets.isEmpty ? nil : thing.offsets.description))
        try RegistryAccess.translating { try addHistory(of: thing, registry, &details) }
        listing.write(details)
    }

    /// What the device logs in with, and the hardware that was there before.
    private func addHistory(of thing: Thing, _ registry: ThingRegistry?, _ details: inout Details) throws {
        let credentials = try registry?.credentials(of: thing.id)
        details.add("user", Cell(credentials?.current.user))
        details.add("passwordIssued", Cell(credentials?.issued.description))
        let previousUntil = credentials?.previousUntil.flatMap { $0 > .now ? $0.description : nil }
        details.add("previousPasswordUntil", Cell(previousUntil))
        let replacements = try registry?.replacements(of: thing.id, limit: 10_000) ?? []
        let lines = replacements.map { replacement in
            let models =
                replacement.oldModel == replacement.newModel
                ? "" : ", \(replacement.oldModel) -> \(replacement.newModel)"
            let offsets = replacement.offsets.isEmpty ? "" : ", \(replacement.offsets)"
            return "\(replacement.at) \(replacement.oldHardwareID) -> \(replacement.newHardwareID)\(models)\(offsets)"
        }
        details.add("replacements", .list(lines.map(Cell.text)))
    }
}
