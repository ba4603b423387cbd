import ArgumentParser
import Observations

extension CompletionKind {
    /// Names of registered things.
    static let things = CompletionKind.custom { words, _, prefix in CompletionNames.things(words, prefix) }

    /// Names of models: built in, from model files, and of installed codecs.
    static let models = CompletionKind.custom { words, _, prefix in CompletionNames.models(words, prefix) }

    /// Agencies that have things.
    static let agencies = CompletionKind.custom { words, _, prefix in CompletionNames.agencies(words, prefix) }

    /// The parts of city life.
    static let domains = CompletionKind.list(Domain.allCases.map(\.rawValue))

    /// Properties of the vocabulary.
    static let properties = CompletionKind.custom { _, _, prefix in
        CompletionNames.beginning(with: prefix, ObservedProperty.all.map(\.name))
    }
}
