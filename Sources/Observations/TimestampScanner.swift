/// Reads the parts of an ISO 8601 text from left to right.
struct TimestampScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private var next = 0

    /// Starts before the first byte.
    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Whether nothing is left.
    var isAtEnd: Bool { next == text.count }

    /// The byte that comes next.
    private var byte: UInt8? { next < text.count ? text[next] : nil }

    /// Steps over this byte, if it comes next.
    mutating func skip(_ wanted: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: wanted) else { return false }
        next += 1
        return true
    }

    /// Steps over what stands between date and time of day.
    mutating func skipDateSeparator() -> Bool { skip("T") || skip("t") || skip(" ") }

    /// Reads exactly this many digits.
    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Reads a fraction of a second, if one comes next, in microseconds: 1 to 9 digits.
    mutating func fraction() -> Int? {
        guard skip(".") || skip(",") else { return 0 }
        guard var value = digit() else { return nil }
        var digits = 1
        while let digit = digit() {
            digits += 1
            guard digits <= 9 else { return nil }
            if digits <= 6 { value = value * 10 + digit }
        }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Reads `Z` or an offset, in seconds east of UTC.
    mutating func zone() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = number(digits: 2), hours <= 23 else { return nil }
        guard !isAtEnd else { return (isEast ? 1 : -1) * hours * 3600 }
        _ = skip(":")
        guard let minutes = number(digits: 2), minutes <= 59 else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    private mutating func digit() -> Int? {
        guard let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        next += 1
        return Int(byte &- UInt8(ascii: "0"))
    }
}
