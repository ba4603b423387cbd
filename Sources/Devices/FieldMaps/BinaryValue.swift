/// A number as it stands in a binary payload.
enum BinaryValue: Hashable {
    case unsigned(UInt64)
    case signed(Int64)
    case float(Double)

    /// The nearest `Double`.
    var number: Double {
        switch self {
        case .unsigned(let value): Double(value)
        case .signed(let value): Double(value)
        case .float(let value): value
        }
    }
}
