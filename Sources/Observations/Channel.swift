/// Tells equal properties of one reading apart: `lane-1`, `left`, `class-2`, `l1`, `tariff-1`, `probe-2`.
public struct Channel: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name, with the rules of a slug.
    public let slug: Slug

    /// A channel by its name.
    public init(_ slug: Slug) { self.slug = slug }

    /// Accepts what a slug accepts; for a literal the initialiser below is taken.
    ///
    /// - Throws: `SlugError` which says what is wrong with the text.
    public init(_ string: String) throws(SlugError) { slug = try Slug(string) }

    /// The channel of this number among its like, as `lane-1` for `("lane", 1)`.
    ///
    /// - Precondition: the kind is a word of a program and the number is not negative.
    public static func numbered(_ kind: StaticString, _ number: Int) -> Channel {
        precondition(number >= 0, "Channels are counted from 0 or 1.")
        return Channel(verified: "\(kind)-\(number)")
    }

    /// The name itself.
    public var description: String { slug.string }

    /// Orders channels by their bytes.
    public static func < (left: Channel, right: Channel) -> Bool { left.slug < right.slug }

    private init(verified string: String) {
        do { slug = try Slug(string) } catch { preconditionFailure("The channel \(string) \(error).") }
    }
}

extension Channel: ExpressibleByStringLiteral {
    /// A channel that is written in the program.
    ///
    /// - Precondition: the text is a slug.
    public init(stringLiteral text: String) { self.init(verified: text) }
}
