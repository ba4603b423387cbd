/// Why a text is not JSON; every case carries the offset of the byte where that became clear.
public enum JSONError: Error, Hashable, Sendable {
    /// The text ended inside a value.
    case truncated(offset: Int)
    /// A byte that cannot stand here.
    case unexpectedByte(offset: Int)
    /// A number that breaks RFC 8259 section 6, as `01` or `1.`.
    case malformedNumber(offset: Int)
    /// A backslash that is not followed by an escape of RFC 8259 section 7.
    case malformedEscape(offset: Int)
    /// A byte below 0x20 inside a string.
    case controlCharacter(offset: Int)
    /// Bytes inside a string that are not UTF-8.
    case malformedUTF8(offset: Int)
    /// More than `JSONScanner.depthMax` containers inside one another.
    case tooDeep(offset: Int)
    /// Something follows the value.
    case trailingBytes(offset: Int)

    /// The offset of the byte in question, from 0.
    public var offset: Int {
        switch self {
        case .truncated(let offset), .unexpectedByte(let offset), .malformedNumber(let offset),
            .malformedEscape(let offset), .controlCharacter(let offset), .malformedUTF8(let offset),
            .tooDeep(let offset), .trailingBytes(let offset):
            offset
        }
    }

    /// The same bytes give the same error.
    public var isRetriable: Bool { false }
}
