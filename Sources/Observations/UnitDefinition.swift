/// A row of the table of units.
///
/// A value in the dimension's base unit is `(value - zero / 100) * numerator / denominator`. All three are whole numbers
/// so that conversions round once where that is possible.
struct UnitDefinition: Sendable {
    let code: String
    let dimension: Dimension
    let numerator: UInt64
    let denominator: UInt64
    /// The base unit's zero on this unit's scale, in hundredths.
    let zeroHundredths: Int64
    let otherSpellings: [String]

    /// A row; a unit that is given nothing but its dimension is that dimension's base unit.
    init(
        _ code: String,
        _ dimension: Dimension,
        times numerator: UInt64 = 1,
        over denominator: UInt64 = 1,
        zeroHundredths: Int64 = 0,
        or otherSpellings: [String] = []
    ) {
        self.code = code
        self.dimension = dimension
        self.numerator = numerator
        self.denominator = denominator
        self.zeroHundredths = zeroHundredths
        self.otherSpellings = otherSpellings
    }
}
