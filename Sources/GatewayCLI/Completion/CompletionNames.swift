import Devices
import Gateway
import Observations
import Store

/// The names that a shell offers while somebody types.
///
/// Nobody reads messages there: without a registry, or without permission, there are no names. Things are asked of the
/// registry by their first letters, at most `namesMax`, however many there are.
enum CompletionNames {
    /// The most names of things that are offered.
    static let namesMax = 200

    static func things(_ words: [String], _ typed: String) -> [String] {
        names(words) { try $0.names(beginning: bare(typed), limit: namesMax) }
    }

    static func agencies(_ words: [String], _ typed: String) -> [String] {
        names(words) { try $0.agencies(beginning: bare(typed), limit: namesMax) }
    }

    static func models(_ words: [String], _ typed: String) -> [String] {
        var all = ModelCatalogue.builtIn.models.map(\.id.description)
        if let configuration = configuration(words) {
            let described = ModelFile.readable(directory: configuration.devices.modelsDirectory).catalogue
            all = described.models.map(\.id.description)
        }
        all += names(words) { try $0.codecModels() }
        return beginning(with: typed, Set(all).sorted())
    }

    /// The words that begin with what was typed.
    static func beginning(with typed: String, _ words: [String]) -> [String] {
        let typed = bare(typed)
        return words.filter { $0.hasPrefix(typed) }
    }

    private static func names(_ words: [String], _ ask: (ThingRegistry) throws -> [String]) -> [String] {
        guard let configuration = configuration(words) else { return [] }
        do {
            return try RegistryAccess.readable(configuration).map(ask) ?? []
        } catch {
            return []
        }
    }

    /// The configuration that the line names, else the standard one.
    private static func configuration(_ words: [String]) -> GatewayConfiguration? {
        var path = GatewayConfiguration.standardPath
        for (index, word) in words.enumerated() {
            if word == "--config", index + 1 < words.count { path = words[index + 1] }
            if word.hasPrefix("--config=") { path = String(word.dropFirst("--config=".count)) }
        }
        do {
            return try GatewayConfiguration(path: bare(path))
        } catch {
            return nil
        }
    }

    /// A shell hands over a word as it was typed, with its quotes.
    private static func bare(_ word: String) -> String { word.filter { $0 != "\"" && $0 != "'" } }
}
