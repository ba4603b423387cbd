import ArgumentParser
import Devices
import Gateway
import Observations

/// The command `gateway model show MODEL`.
struct ModelShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a model observes.",
        discussion: Examples(
            "gateway model show milesight/am319",
            "gateway model show milesight/am319 -o json"
        ).description
    )

    @Argument(help: "The model, vendor/model.", completion: .models) var model: String
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let source = try models.load()
        let model = try source.find(model)
        let isTable = listing.output == .table
        var details = Details()
        details.add("model", .text(model.id.description))
        details.add("title", .text(model.title))
        details.add("domain", .text(model.domain.rawValue))
        if !isTable {
            details.add("properties", .list(model.properties.map { .text($0.name) }))
            details.add("units", .list(model.properties.map { Cell($0.unit?.code) }))
        }
        details.add("ports", .list(model.ports.map { .integer(Int64($0)) }))
        details.add("source", .text(model.source))
        details.add("vectors", .integer(Int64(model.vectorCount)))
        details.add("simulated", .boolean(model.canSimulate))
        if let codec = source.shelf.codecs[model.id] {
            details.add("fields", .list(codec.map.lines.map { .text($0.description) }))
        }
        listing.write(details)
        if isTable { StandardOutput.write("\n" + ModelPropertiesCommand.table(of: model.properties).text(.table)) }
    }
}
