/// Why a text is not a rule for the hardware id.
public enum HardwareIDRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text begins with neither `topic:` nor `json:`.
    case unknownKind(String)
    /// What follows `topic:` is not a number from 1 to 128.
    case invalidLevel(String)
    /// What follows `json:` is not a path.
    case invalidPath(JSONPathError)

    /// The same text gives the same error.
    public var isRetriable: Bool { false }

    /// One sentence for the person who wrote the rule.
    public var description: String {
        switch self {
        case .unknownKind(let text): "\"\(text)\" is neither topic:LEVEL nor json:PATH"
        case .invalidLevel(let text): "\"\(text)\" is not a topic level; levels count from 1 to 128"
        case .invalidPath(let error): error.description
        }
    }
}
