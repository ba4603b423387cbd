import ArgumentParser
import Observations
import Store

/// The command `gateway device list`.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List things and their devices.",
        discussion: Examples(
            "gateway device list",
            "gateway device list --agency environment-dept -o csv",
            "gateway device list --model milesight/am319 -o jsonl"
        ).description
    )

    @Option(help: "Only things of this agency.", completion: .agencies) var agency: String?
    @Option(help: "Only things of this model.", completion: .models) var model: String?
    @Option(help: "Only things of this domain.", completion: .domains) var domain: String?
    @Option(help: "Only things in this state: active, maintenance, calibrating or retired.") var state: String?
    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("Only things with this tag; several: with all of them.", valueName: "name[=value]")
    )
    var tags: [String] = []
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard let state, Thing.State(rawValue: state) == nil else { return }
        let names = Thing.State.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--state is one of \(names).")
    }

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        let things = try RegistryAccess.translating {
            try registry?.things(agency: agency, model: model, domain: domain) ?? []
        }
        var rows = Listing(ThingCells.columns)
        for thing in things where isWanted(thing) { rows.add(ThingCells.cells(thing)) }
        listing.write(rows)
        if rows.rows.isEmpty { StandardError.write("No thing is registered that fits.\n") }
    }

    private func isWanted(_ thing: Thing) -> Bool {
        (state == nil || state == thing.state.rawValue) && tags.allSatisfy { hasTag(thing, $0) }
    }

    private func hasTag(_ thing: Thing, _ text: String) -> Bool {
        let pieces = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return thing.tags.values.contains { name, value in
            name.string == pieces[0] && (pieces.count == 1 || value == pieces[1])
        }
    }
}
