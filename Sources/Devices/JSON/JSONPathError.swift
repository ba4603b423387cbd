/// Why a text is not a path.
public enum JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two dots in a row, a dot at an end, or no text at all; parts count from 0.
    case emptyPart(index: Int)
    /// More parts than JSON texts may be deep.
    case tooManyParts(count: Int)

    /// The same text gives the same error.
    public var isRetriable: Bool { false }

    /// One sentence for the person who wrote the path.
    public var description: String {
        switch self {
        case .emptyPart(let index): "part \(index + 1) of the path is empty; write names with dots between them"
        case .tooManyParts(let count): "the path has \(count) parts; at most \(JSONPath.partsMax) are allowed"
        }
    }
}
