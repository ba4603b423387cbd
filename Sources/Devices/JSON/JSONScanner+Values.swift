extension JSONScanner {
    /// The value of a number's token: the nearest `Double`; infinite when it is too large for one.
    public func number(_ token: JSONToken) -> Double {
        if let decimal = DecimalNumber(bytes, token.range), let value = decimal.exactValue { return value }
        return Double(String(decoding: bytes[token.range], as: UTF8.self)) ?? .nan
    }

    /// The value of a whole number's token, when it fits 64 bits with a sign.
    public func signedInteger(_ token: JSONToken) -> Int64? {
        guard token.kind == .number, token.isPlain else { return nil }
        let isNegative = bytes[token.range.lowerBound] == UInt8(ascii: "-")
        var value: Int64 = 0
        for index in token.range.lowerBound + (isNegative ? 1 : 0)..<token.range.upperBound {
            let digit = Int64(bytes[index] &- UInt8(ascii: "0"))
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// The value of a whole number's token, when it fits 64 bits without a sign.
    public func unsignedInteger(_ token: JSONToken) -> UInt64? {
        guard token.kind == .number, token.isPlain, bytes[token.range.lowerBound] != UInt8(ascii: "-") else {
            return nil
        }
        var value: UInt64 = 0
        for index in token.range {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(bytes[index] &- UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// The text of a string's token, escapes resolved; of any other token, its own text.
    ///
    /// A lone surrogate becomes U+FFFD.
    public func text(_ token: JSONToken) -> String {
        guard token.kind == .string, !token.isPlain else { return String(decoding: bytes[token.range], as: UTF8.self) }
        return String(decoding: unescaped(token), as: UTF8.self)
    }

    /// Whether a string's token reads as the given bytes.
    public func matches(_ token: JSONToken, _ text: [UInt8]) -> Bool {
        guard token.isPlain else { return unescaped(token) == text }
        guard token.range.count == text.count else { return false }
        let start = token.range.lowerBound
        for index in text.indices where bytes[start + index] != text[index] { return false }
        return true
    }

    /// Whether a string's token reads as the given ASCII text.
    func matches(_ token: JSONToken, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard token.isPlain else {
            let bytes = unescaped(token)
            return bytes.count == count && (0..<count).allSatisfy { bytes[$0] == text.utf8Start[$0] }
        }
        guard token.range.count == count else { return false }
        let start = token.range.lowerBound
        for index in 0..<count where bytes[start + index] != text.utf8Start[index] { return false }
        return true
    }

    /// The bytes of a string's token, escapes resolved, as UTF-8.
    public func unescaped(_ token: JSONToken) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(token.range.count)
        var index = token.range.lowerBound
        while index < token.range.upperBound {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\\"), !token.isPlain else {
                text.append(byte)
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                let (scalar, length) = escapedScalar(at: index, before: token.range.upperBound)
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index += length
            case let other: text.append(other)
            }
        }
        return text
    }

    /// The character whose four hexadecimal digits stand at an index, and how many bytes it takes from there.
    private func escapedScalar(at index: Int, before end: Int) -> (Unicode.Scalar, length: Int) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = hexadecimalUnit(at: index)
        guard (0xD800...0xDFFF).contains(first) else { return (Unicode.Scalar(first) ?? replacement, 4) }
        guard first < 0xDC00, index + 10 <= end, bytes[index + 4] == UInt8(ascii: "\\"),
            bytes[index + 5] == UInt8(ascii: "u")
        else { return (replacement, 4) }
        let second = hexadecimalUnit(at: index + 6)
        guard (0xDC00...0xDFFF).contains(second) else { return (replacement, 4) }
        let scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return (Unicode.Scalar(scalar) ?? replacement, 10)
    }

    private func hexadecimalUnit(at index: Int) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 4 | UInt32(Hexadecimal.digit($1) ?? 0) }
    }
}
