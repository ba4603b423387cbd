import ArgumentParser
import Devices
import Observations

/// The command `gateway model list`.
struct ModelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all models.",
        discussion: Examples(
            "gateway model list",
            "gateway model list -o jsonl | grep milesight"
        ).description
    )

    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        var rows = Listing("model", "domain", "title", "properties")
        for model in try models.load().catalogue.models {
            rows.add(
                .text(model.id.description),
                .text(model.domain.rawValue),
                .text(model.title),
                .integer(Int64(model.properties.count))
            )
        }
        listing.write(rows)
    }
}
