/// A name that can stand as one level of an upstream topic: 1 to 64 bytes of `a-z`, `0-9` and `-`.
public struct Slug: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest slug, in bytes.
    public static let bytesMax = 64

    /// The name itself.
    public let string: String

    /// Accepts 1 to 64 bytes of lower-case ASCII letters, digits and hyphens.
    ///
    /// - Throws: `SlugError` which says what is wrong with the text.
    public init(_ string: String) throws(SlugError) {
        guard !string.isEmpty else { throw .empty }
        guard string.utf8.count <= Slug.bytesMax else { throw .tooLong(bytes: string.utf8.count) }
        var offset = 0
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                offset += 1
            default: throw .forbiddenByte(offset: offset)
            }
        }
        self.string = string
    }

    /// The name itself.
    public var description: String { string }

    /// Orders slugs by their bytes.
    public static func < (left: Slug, right: Slug) -> Bool { left.string < right.string }
}

/// Why a text is not a slug.
public enum SlugError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text has no byte at all.
    case empty
    /// The text has more than 64 bytes.
    case tooLong(bytes: Int)
    /// The byte at this offset is not one of `a-z`, `0-9` or `-`.
    case forbiddenByte(offset: Int)

    /// One sentence for the person who typed the text.
    public var description: String {
        switch self {
        case .empty: "is empty; a name has 1 to 64 of a-z, 0-9 and -"
        case .tooLong(let bytes): "has \(bytes) bytes; at most 64 are allowed"
        case .forbiddenByte(let offset): "has a character at byte \(offset) that is not one of a-z, 0-9 and -"
        }
    }
}
