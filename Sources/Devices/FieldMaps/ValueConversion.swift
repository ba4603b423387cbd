import Observations

/// The way from a raw value to the property's unit, made ready: (raw × multiplier + addend) / divisor, all three whole
/// numbers, so that a raw 3140 with the scale 0.01 becomes 31.4 and not 31.400000000000002.
struct ValueConversion: Hashable, Sendable {
    private var multiplier: Double
    private var addend: Double
    private var divisor: Double
    /// What is left to do where the unit's factor is not a short decimal number.
    private var rest: UnitConversion?

    /// A conversion by what a model file says.
    init(scale: Double, add: Double, unit: UnitConversion? = nil) {
        (multiplier, addend, divisor, rest) = (scale, add, 1, unit)
        guard let first = DecimalNumber(scale), let second = DecimalNumber(add) else { return }
        let places = max(0, -first.exponent, second.digits == 0 ? 0 : -second.exponent)
        let powers = DecimalNumber.exactPowersOfTen
        guard places < powers.count, let factor = first.scaled(byPowerOfTen: places),
            let summand = second.scaled(byPowerOfTen: places)
        else { return }
        (multiplier, addend, divisor) = (factor, summand, powers[places])
        guard let unit else { return }
        if unit.apply(0) == 0 { foldFactor(unit) } else { foldTemperature(unit) }
    }

    /// Joins a unit's factor with the scale, where it is a short decimal number.
    private mutating func foldFactor(_ unit: UnitConversion) {
        guard let factor = DecimalNumber(unit.apply(1)), factor.digits <= 1_000_000,
            let digits = factor.exactDigits, abs(factor.exponent) <= 12
        else { return }
        let power = DecimalNumber.exactPowersOfTen[abs(factor.exponent)]
        fold(up: factor.exponent > 0 ? digits * power : digits, shift: 0, down: factor.exponent < 0 ? power : 1)
    }

    /// Joins a unit of another zero with the scale: value = (raw × up + shift) / down in hundredths or in ninths of them,
    /// which is what the temperature scales are made of.
    private mutating func foldTemperature(_ unit: UnitConversion) {
        let zero = unit.apply(0)
        for down in [100.0, 900.0] {
            let up = ((unit.apply(100) - zero) * down / 100).rounded()
            let shift = (zero * down).rounded()
            let isSame = [-40, 1, 25.5, 300.15, 1000].allSatisfy { value in
                abs((value * up + shift) / down - unit.apply(value)) <= 1e-9 * max(1, abs(value))
            }
            if isSame { return fold(up: up, shift: shift, down: down) }
        }
    }

    private mutating func fold(up: Double, shift: Double, down: Double) {
        let limit = Double(DecimalNumber.exactIntegerMax)
        let sum = abs(addend * up) + abs(shift * divisor)
        guard abs(multiplier * up) <= limit, sum <= limit, divisor * down <= 1e22 else { return }
        multiplier *= up
        addend = addend * up + shift * divisor
        divisor *= down
        rest = nil
    }

    /// The value of a raw number.
    @inline(__always)
    func apply(_ raw: Double) -> Double { finish((raw * multiplier + addend) / divisor) }

    /// The value of a raw number as it was written.
    @inline(__always)
    func apply(_ raw: DecimalNumber) -> Double? {
        guard raw.exponent <= 0, -raw.exponent < DecimalNumber.exactPowersOfTen.count, let digits = raw.exactDigits
        else { return nil }
        let power = DecimalNumber.exactPowersOfTen[-raw.exponent]
        let product = digits * multiplier
        let summand = addend * power
        guard abs(product) + abs(summand) <= Double(DecimalNumber.exactIntegerMax), divisor * power <= 1e22 else {
            return nil
        }
        return finish((product + summand) / (divisor * power))
    }

    @inline(__always)
    private func finish(_ value: Double) -> Double {
        guard let rest else { return value }
        return rest.apply(value)
    }
}

extension DecimalNumber {
    /// The whole number that is this one times a power of ten, when a `Double` holds it exactly.
    fileprivate func scaled(byPowerOfTen places: Int) -> Double? {
        guard let digits = exactDigits else { return nil }
        if digits == 0 { return 0 }
        let power = exponent + places
        guard power >= 0, power < DecimalNumber.exactPowersOfTen.count else { return nil }
        let product = digits * DecimalNumber.exactPowersOfTen[power]
        return abs(product) <= Double(DecimalNumber.exactIntegerMax) ? product : nil
    }
}
