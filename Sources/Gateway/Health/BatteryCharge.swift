/// What a device said last of its battery, as its status tells it: its charge, or else its voltage.
enum BatteryCharge: Hashable, Sendable {
    /// The charge as a share of the capacity, %.
    case level(Double)
    /// The voltage, V.
    case voltage(Double)

    /// The number, in `unit`.
    var value: Double {
        switch self {
        case .level(let value), .voltage(let value): value
        }
    }

    /// Its UCUM code.
    var unit: String {
        switch self {
        case .level: "%"
        case .voltage: "V"
        }
    }
}
