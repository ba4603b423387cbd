/// A number with few decimals, as people and devices write them: `digits / power`.
///
/// `digits` and `power` are whole and exact as doubles, so `digits / power` is the double nearest to that decimal number.
/// Below 15 digits no shorter decimal number, and no other one of that length, gives the same double.
struct ShortDecimal {
    /// The most decimals that are looked for.
    static let decimalsMax = 7

    /// All digits as a whole number, without the sign.
    let digits: Int64
    /// Ten to the number of decimals.
    let power: Double
    /// How many digits follow the point.
    let decimals: Int

    /// Finds the fewest decimals that give exactly this number, which is not negative; nothing if it takes more than 7.
    @inline(__always)
    init?(_ magnitude: Double) {
        var power = 1.0
        for decimals in 0...ShortDecimal.decimalsMax {
            let scaled = magnitude * power
            guard scaled < 1e15 else { return nil }
            let digits = Int64(scaled + 0.5)
            if Double(digits) / power == magnitude {
                self.digits = digits
                self.power = power
                self.decimals = decimals
                return
            }
            power *= 10
        }
        return nil
    }
}
