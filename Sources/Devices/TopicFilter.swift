/// Which topics are meant: an MQTT topic filter (MQTT 5 section 4.7), made ready for matching.
public struct TopicFilter: Hashable, Sendable, CustomStringConvertible {
    /// The longest filter, in bytes.
    public static let bytesMax = 65_535

    /// The filter as it is written.
    public let string: String

    private let levels: [Level]
    private let beginsWithWildcard: Bool

    private enum Level: Hashable, Sendable {
        case name([UInt8])
        case anyOne
        case anyRest
    }

    /// Accepts a filter as MQTT 5 section 4.7 has it.
    ///
    /// 1 to 65535 bytes without NUL, `+` and `#` alone in their level, `#` last. A shared subscription (`$share/…`) is
    /// not a filter and is refused.
    ///
    /// - Throws: `TopicFilterError` which says what is wrong with the text.
    public init(_ string: String) throws(TopicFilterError) {
        guard !string.isEmpty else { throw .empty }
        guard string.utf8.count <= TopicFilter.bytesMax else { throw .tooLong(bytes: string.utf8.count) }
        guard !string.utf8.contains(0) else { throw .containsNUL }
        guard !string.hasPrefix("$share/") else { throw .sharedSubscription }
        let texts = string.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var levels: [Level] = []
        for (index, text) in texts.enumerated() {
            let name = Array(text)
            switch name {
            case [UInt8(ascii: "+")]: levels.append(.anyOne)
            case [UInt8(ascii: "#")]:
                guard index == texts.count - 1 else { throw .misplacedWildcard(level: index + 1) }
                levels.append(.anyRest)
            default:
                guard !name.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "#") }) else {
                    throw .misplacedWildcard(level: index + 1)
                }
                levels.append(.name(name))
            }
        }
        self.string = string
        self.levels = levels
        self.beginsWithWildcard = levels[0] == .anyOne || levels[0] == .anyRest
    }

    /// The filter as it is written.
    public var description: String { string }

    /// Whether a topic is meant; topics that begin with `$` are not meant by a filter that begins with a wildcard.
    public func matches(_ topic: [UInt8]) -> Bool {
        guard let first = topic.first else { return false }
        if first == UInt8(ascii: "$"), beginsWithWildcard { return false }
        var start = 0
        for level in levels {
            if case .anyRest = level { return true }
            guard start <= topic.count else { return false }
            var end = start
            while end < topic.count, topic[end] != UInt8(ascii: "/") { end += 1 }
            if case .name(let name) = level {
                guard end - start == name.count else { return false }
                for index in name.indices where topic[start + index] != name[index] { return false }
            }
            start = end + 1
        }
        return start == topic.count + 1
    }

    /// Whether a topic is meant.
    public func matches(_ topic: String) -> Bool { matches(Array(topic.utf8)) }
}
