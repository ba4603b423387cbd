/// The way from one unit to another, worked out once and applied to many values.
public struct UnitConversion: Hashable, Sendable {
    private let fromZeroHundredths: Double
    private let toZeroHundredths: Double
    private let numerator: Double
    private let denominator: Double

    /// The way from one unit to another, or nothing when they measure different things.
    ///
    /// Counted things of all kinds convert into one another and into the unit 1.
    public init?(from source: UnitOfMeasurement, to target: UnitOfMeasurement) {
        let isCounting = source.isCounting && target.isCounting
        guard source.dimension == target.dimension || isCounting else { return nil }
        let from = source.definition
        let to = target.definition
        let up = UnitConversion.reduced(from.numerator, to.numerator)
        let down = UnitConversion.reduced(from.denominator, to.denominator)
        let (numerator, denominator) = UnitConversion.reduced(up.0 * down.1, up.1 * down.0)
        self.numerator = Double(numerator)
        self.denominator = Double(denominator)
        fromZeroHundredths = Double(from.zeroHundredths)
        toZeroHundredths = Double(to.zeroHundredths)
    }

    /// The value in the other unit.
    ///
    /// A value with few decimals is converted as the decimal number that it is: 0.57 is 57 %, where multiplying the
    /// double nearest to 0.57 would make 56.99999999999999 of it. There whole numbers are divided once.
    public func apply(_ value: Double) -> Double {
        guard !isIdentity, value.isFinite else { return value }
        guard let decimal = ShortDecimal(value.magnitude) else { return apply(value, over: 1) }
        let digits = Double(decimal.digits)
        return apply(value < 0 ? -digits : digits, over: decimal.power)
    }

    private func apply(_ digits: Double, over power: Double) -> Double {
        guard fromZeroHundredths != 0 || toZeroHundredths != 0 else {
            return digits * numerator / (power * denominator)
        }
        let aboveZero = digits * 100 - fromZeroHundredths * power
        return (aboveZero * numerator + toZeroHundredths * power * denominator) / (100 * power * denominator)
    }

    private var isIdentity: Bool { numerator == denominator && fromZeroHundredths == toZeroHundredths }

    private static func reduced(_ first: UInt64, _ second: UInt64) -> (UInt64, UInt64) {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return (first / larger, second / larger)
    }
}

extension UnitOfMeasurement {
    /// Whether it counts things: `{vehicles}`, `{people}`, or the bare number 1.
    var isCounting: Bool { dimension == .count || code == "1" }
}
