/// One value of a JSON text: what it is and where it stands.
public struct JSONToken: Hashable, Sendable {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        /// `{`; its members follow.
        case object
        /// `[`; its elements follow.
        case array
        /// A string; the range is what stands between the quotation marks.
        case string
        /// A number; the range is its text.
        case number
        /// `true`
        case yes
        /// `false`
        case no
        /// `null`
        case null
    }

    /// What it is.
    public let kind: Kind
    /// A string without escapes, or a number without fraction and exponent.
    public let isPlain: Bool
    /// Its bytes; of an object or array only the opening bracket.
    public let range: Range<Int>

    /// A token of known extent.
    init(_ kind: Kind, _ range: Range<Int>, isPlain: Bool = true) {
        self.kind = kind
        self.range = range
        self.isPlain = isPlain
    }

    /// Whether it has members or elements.
    public var isContainer: Bool { kind == .object || kind == .array }
}
