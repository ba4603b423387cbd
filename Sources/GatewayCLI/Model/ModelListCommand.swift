import ArgumentParser
import Devices
import Observations

/// The command `gateway model list`.
struct ModelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the models that are known.",
        discussion: Examples(
            "gateway model list",
            "gateway model list milesight co2",
            "gateway model list --domain utility -o jsonl"
        ).description
    )

    @Argument(help: "Only models with all of these words in their name, title or properties.") var words: [String] = []
    @Option(help: "Only models of a domain: traffic, environment or utility.", completion: .domains) var domain: String?
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        if let domain, Domain(rawValue: domain) == nil {
            throw ValidationError("--domain is traffic, environment or utility.")
        }
    }

    mutating func run() throws {
        var rows = Listing("model", "domain", "title", "properties")
        let models = try models.load().catalogue.models.filter { model in
            (domain == nil || domain == model.domain.rawValue) && Self.has(model, words)
        }
        if models.isEmpty { StandardError.write("No model fits; see `gateway identify` for a payload's model.\n") }
        for model in models {
            rows.add(
                .text(model.id.description),
                .text(model.domain.rawValue),
                .text(model.title),
                .integer(Int64(model.properties.count))
            )
        }
        listing.write(rows)
    }

    /// Whether a model's name, title or properties have all of some words, in any case.
    private static func has(_ model: DeviceModel, _ words: [String]) -> Bool {
        let text = ([model.id.description, model.title] + model.properties.map { "\($0)" }).joined(separator: " ")
            .lowercased()
        return words.allSatisfy { text.contains($0.lowercased()) }
    }
}
