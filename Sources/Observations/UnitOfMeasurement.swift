/// A unit by its UCUM code: a one-byte handle into a static table.
public struct UnitOfMeasurement: Hashable, Sendable, CustomStringConvertible {
    let index: UInt8

    /// Every unit, in the order of the table.
    public static let all: [UnitOfMeasurement] = table.indices.map { UnitOfMeasurement(index: UInt8($0)) }

    /// The unit of this UCUM code, or of a common other spelling of it (`kWh`, `°C`, `ppm`); upper and lower case differ.
    public static func named(_ code: String) -> UnitOfMeasurement? { byName[code] }

    /// The UCUM code.
    public var code: String { definition.code }

    /// What it measures.
    public var dimension: Dimension { definition.dimension }

    /// Other spellings that are understood.
    public var otherSpellings: [String] { definition.otherSpellings }

    /// The UCUM code.
    public var description: String { code }

    /// A value in another unit, or nothing when that unit measures something else.
    ///
    /// Decimal numbers are converted as such, with one rounding:
    /// 31,400 g are 31.4 kg.
    public func convert(_ value: Double, to other: UnitOfMeasurement) -> Double? {
        UnitConversion(from: self, to: other)?.apply(value)
    }

    var definition: UnitDefinition { UnitOfMeasurement.table[Int(index)] }

    private static let byName: [String: UnitOfMeasurement] = {
        var names: [String: UnitOfMeasurement] = [:]
        for unit in all {
            for name in [unit.code] + unit.otherSpellings {
                precondition(names.updateValue(unit, forKey: name) == nil, "Two units are called \(name).")
            }
        }
        return names
    }()
}
