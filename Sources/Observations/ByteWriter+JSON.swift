/// JSON strings, as RFC 8259 section 7 has them.
extension ByteWriter {
    /// How many bytes a string can take at most: two quotes, and six for each byte that becomes `\u00xx`.
    static func stringBytesMax(_ text: String) -> Int { 2 + 6 * text.utf8.count }

    /// Writes a string in quotes; quotes, backslashes and control characters are escaped.
    mutating func write(string text: String) {
        write(byte: UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            guard let base = source.baseAddress else { return }
            var plain = 0
            for offset in 0..<source.count {
                let byte = source[offset]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                write(base + plain, count: offset - plain)
                write(escaped: byte)
                plain = offset + 1
            }
            write(base + plain, count: source.count - plain)
        }
        write(byte: UInt8(ascii: "\""))
    }

    private mutating func write(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write("\\\"" as StaticString)
        case UInt8(ascii: "\\"): write("\\\\" as StaticString)
        case 0x08: write("\\b" as StaticString)
        case 0x09: write("\\t" as StaticString)
        case 0x0a: write("\\n" as StaticString)
        case 0x0c: write("\\f" as StaticString)
        case 0x0d: write("\\r" as StaticString)
        default:
            write("\\u00" as StaticString)
            write(byte: byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let digit = byte & 0xf
            write(byte: digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
        }
    }
}
