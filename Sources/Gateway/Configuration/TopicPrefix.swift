public import Observations

/// The levels that every upstream topic begins with: 1 to 8 slugs, as `ioc/v1`.
public struct TopicPrefix: Hashable, Sendable, CustomStringConvertible {
    /// The levels, in order.
    public let levels: [Slug]

    /// The levels as they stand in a topic, joined by `/`.
    public let string: String

    /// Accepts 1 to 8 slugs joined by `/`, or nothing.
    public init?(_ string: String) {
        let levels = string.split(separator: "/", omittingEmptySubsequences: false).map { try? Slug(String($0)) }
        let slugs = levels.compactMap(\.self)
        guard slugs.count == levels.count, (1...8).contains(slugs.count) else { return nil }
        self.levels = slugs
        self.string = string
    }

    /// The prefix of a gateway that is not told another.
    public static let standard: TopicPrefix = {
        guard let prefix = TopicPrefix("ioc/v1") else { preconditionFailure("ioc/v1 is made of slugs") }
        return prefix
    }()

    /// The levels as they stand in a topic.
    public var description: String { string }

    static let allowed = "1 to 8 topic levels joined by /, each 1 to 64 of a-z, 0-9 and -"
}
