public import Observations

/// Why models cannot stand in one catalogue.
public enum ModelCatalogueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two models have this name.
    case duplicate(ModelID)

    /// The same models give the same error.
    public var isRetriable: Bool { false }

    /// One sentence for the person who wrote the model file.
    public var description: String {
        switch self {
        case .duplicate(let id): "the model \(id) is there twice; give the model file's model another id"
        }
    }
}
