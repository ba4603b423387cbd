import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway device show THING`.
struct DeviceShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one thing and its device.")

    @Argument(help: "The thing's name, or the hardware id of its device.") var name: String
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        let thing = try RegistryAccess.translating { try find(registry) }
        guard let thing else {
            let message = "there is no thing and no device \"\(name)\"; see `gateway device list`"
            throw CommandFailure(status: .notFound, message: message)
        }
        var details = Details()
        for (column, cell) in zip(ThingCells.columns, ThingCells.cells(thing)) { details.add(column, cell) }
        let hasKey = try RegistryAccess.translating { try registry?.hasKey(thing: thing.id) ?? false }
        details.add("hasKey", .boolean(hasKey))
        listing.write(details)
    }

    private func find(_ registry: ThingRegistry?) throws -> Thing? {
        // A name that is no slug can still be a hardware id.
        if let id = try? Slug(name), let thing = try registry?.find(thing: id) { return thing }
        return try registry?.find(hardwareID: HardwareID.canonical(name))
    }
}
