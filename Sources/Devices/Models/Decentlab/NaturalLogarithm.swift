/// The natural logarithm, for the formulas of thermistors; this module has no mathematics library.
enum NaturalLogarithm {
    /// ln of a number; NaN unless it is finite and above 0.
    ///
    /// x = m · 2^e with m near 1, and ln m = 2 · (t + t³/3 + t⁵/5 + …) of t = (m - 1) / (m + 1); |t| is below 0.172, so
    /// eleven terms are exact to the last digits of a Double.
    static func of(_ number: Double) -> Double {
        guard number > 0, number.isFinite else { return .nan }
        var exponent = Double(number.exponent)
        var significand = number.significand
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for odd in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
        return exponent * 0.6931471805599453 + 2 * ratio * sum
    }
}
