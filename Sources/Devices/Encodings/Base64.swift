/// Bytes as base64 (RFC 4648 section 4): the standard alphabet; the padding may be missing.
public enum Base64 {
    /// The bytes that a part of a text stands for; nothing when it is not base64.
    public static func decode(_ text: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        var end = range.upperBound
        if range.count.isMultiple(of: 4) {  // a padded text: at most two `=` at its end
            if end > range.lowerBound, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
            if end > range.lowerBound, end < range.upperBound, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        }
        let count = end - range.lowerBound
        guard count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var buffer: UInt32 = 0
        var bitCount = 0
        for index in range.lowerBound..<end {
            let value = values[Int(text[index])]
            guard value < 64 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitCount)))
            }
        }
        guard buffer & (1 << UInt32(bitCount) - 1) == 0 else { return nil }
        return bytes
    }

    /// The bytes that a text stands for; nothing when it is not base64.
    public static func decode(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        return decode(bytes, 0..<bytes.count)
    }

    /// The bytes as base64 with padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for index in 0..<3 { group = group << 8 | UInt32(index < count ? bytes[start + index] : 0) }
            for place in 0..<4 {
                text.append(place <= count ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes as base64url without padding (RFC 4648 section 5).
    static func encodeForURL(_ bytes: [UInt8]) -> String {
        String(decoding: encode(bytes).utf8.compactMap(urlDigit), as: UTF8.self)
    }

    private static func urlDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: byte
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of every byte as a digit; 255 for a byte that is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()
}
