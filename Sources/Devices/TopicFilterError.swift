/// Why a text is not a topic filter.
public enum TopicFilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text has no byte at all.
    case empty
    /// The text has more than 65535 bytes.
    case tooLong(bytes: Int)
    /// The text has a NUL character.
    case containsNUL
    /// `+` or `#` with something beside it, or `#` before the end; levels count from 1.
    case misplacedWildcard(level: Int)
    /// `$share/…` is a subscription, not a filter.
    case sharedSubscription

    /// The same text gives the same error.
    public var isRetriable: Bool { false }

    /// One sentence for the person who wrote the filter.
    public var description: String {
        switch self {
        case .empty: "is empty; a topic filter has at least one character"
        case .tooLong(let bytes): "has \(bytes) bytes; at most \(TopicFilter.bytesMax) are allowed"
        case .containsNUL: "has a NUL character"
        case .misplacedWildcard(let level):
            "has a wildcard in level \(level) where none can stand; + and # stand alone in a level, # only at the end"
        case .sharedSubscription: "is a shared subscription; write the filter without $share/GROUP/"
        }
    }
}
