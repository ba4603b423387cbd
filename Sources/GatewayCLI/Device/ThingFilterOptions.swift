import ArgumentParser
import Observations
import Store

/// Which things a command is about: those that have all that is asked for.
struct ThingFilterOptions: ParsableArguments {
    @Option(help: "Only things of this agency.", completion: .agencies) var agency: String?
    @Option(help: "Only things of this model.", completion: .models) var model: String?
    @Option(help: "Only things of this domain.", completion: .domains, transform: { try word($0) }) var domain: Domain?
    @Option(help: ArgumentHelp("Only things with this tag, or with this value of it.", valueName: "name[=value]"))
    var tag: [String] = []
    @Option(help: "Only things in this state.", transform: { try word($0) }) var state: Thing.State?

    /// Passes them on, each while it is read.
    func visit(_ registry: ThingRegistry, _ body: (Thing) -> Void) throws {
        let (state, tags) = (state, tag)
        try RegistryAccess.translating {
            try registry.visitThings(agency: agency, model: model, domain: domain?.rawValue) { thing in
                guard state == nil || state == thing.state else { return }
                if tags.allSatisfy({ ThingFilterOptions.has(thing.tags, $0) }) { body(thing) }
            }
        }
    }

    private static func has(_ tags: ThingTags, _ wanted: String) -> Bool {
        let parts = wanted.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return tags.values.contains { $0.key.string == parts[0] && (parts.count == 1 || $0.value == parts[1]) }
    }

    /// One of a closed set of words.
    private static func word<Word: RawRepresentable & CaseIterable>(_ text: String) throws -> Word
    where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\"\(text)\" is none of \(words).")
    }
}
