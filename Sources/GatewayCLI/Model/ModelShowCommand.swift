import ArgumentParser
import Devices
import Observations

/// The command `gateway model show MODEL`.
struct ModelShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what a model observes.")

    @Argument(help: "The model, vendor/model.") var model: String
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let model = try models.load().find(model)
        var details = Details()
        details.add("model", .text(model.id.description))
        details.add("title", .text(model.title))
        details.add("domain", .text(model.domain.rawValue))
        details.add("properties", .list(model.properties.map { .text($0.name) }))
        details.add("ports", .list(model.ports.map { .integer(Int64($0)) }))
        details.add("source", .text(model.source))
        details.add("simulated", .boolean(model.canSimulate))
        listing.write(details)
    }
}
