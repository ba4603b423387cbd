/// A decimal number as it was written: ±digits × 10^exponent.
struct DecimalNumber: Hashable, Sendable {
    /// Powers of ten that a `Double` holds exactly.
    static let exactPowersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Whole numbers up to here are exact in a `Double`.
    static let exactIntegerMax: UInt64 = 1 << 53

    let isNegative: Bool
    let digits: UInt64
    let exponent: Int

    /// A number by its parts.
    init(isNegative: Bool, digits: UInt64, exponent: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    /// Reads the text of a JSON number; nothing when it has more digits than 64 bits hold.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        var digits: UInt64 = 0
        var exponent = 0
        var isFraction = false
        let isNegative = index < range.upperBound && bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        while index < range.upperBound {
            let digit = bytes[index] &- UInt8(ascii: "0")
            if digit < 10 {
                guard digits < (UInt64.max - 9) / 10 else { return nil }
                digits = digits &* 10 &+ UInt64(digit)
                if isFraction { exponent -= 1 }
            } else if bytes[index] == UInt8(ascii: ".") {
                isFraction = true
            } else {
                break
            }
            index += 1
        }
        if index < range.upperBound {  // e or E
            index += 1
            var power = 0
            let isPowerNegative = bytes[index] == UInt8(ascii: "-")
            if isPowerNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
            while index < range.upperBound {
                guard power < 10_000 else { return nil }
                power = power * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
                index += 1
            }
            exponent += isPowerNegative ? -power : power
        }
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    /// The shortest decimal that reads back as this number; nothing for infinity and NaN.
    init?(_ number: Double) {
        guard number.isFinite else { return nil }
        let text = Array(number.description.utf8)
        self.init(text, 0..<text.count)
    }

    /// The digits with their sign, when a `Double` holds them exactly.
    var exactDigits: Double? {
        guard digits <= DecimalNumber.exactIntegerMax else { return nil }
        return isNegative ? -Double(digits) : Double(digits)
    }

    /// The nearest number, when one exact operation finds it.
    var exactValue: Double? {
        guard let digits = exactDigits else { return nil }
        let powers = DecimalNumber.exactPowersOfTen
        if exponent == 0 { return digits }
        if exponent < 0 { return -exponent < powers.count ? digits / powers[-exponent] : nil }
        return exponent < powers.count ? digits * powers[exponent] : nil
    }
}
