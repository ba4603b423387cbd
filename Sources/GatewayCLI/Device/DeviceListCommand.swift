import ArgumentParser
import Observations
import Store

/// The command `gateway device list`.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List things and their devices.")

    @Option(help: "Only things of this agency.") var agency: String?
    @Option(help: "Only things of this model.") var model: String?
    @Option(help: "Only things of this domain.") var domain: String?
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        let things = try RegistryAccess.translating { try registry?.snapshot().things ?? [] }
        var rows = Listing(ThingCells.columns)
        for thing in things where isWanted(thing) { rows.add(ThingCells.cells(thing)) }
        listing.write(rows)
        if rows.rows.isEmpty { StandardError.write("No thing is registered that fits.\n") }
    }

    private func isWanted(_ thing: Thing) -> Bool {
        (agency == nil || agency == thing.agency.string) && (model == nil || model == thing.model.description)
            && (domain == nil || domain == thing.domain.rawValue)
    }
}
