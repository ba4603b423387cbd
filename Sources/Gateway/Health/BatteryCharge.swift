import Observations

/// What a device said last of its battery: its charge, or else its voltage.
enum BatteryCharge: Hashable, Sendable {
    /// The charge as a share of the capacity, %.
    case level(Double)
    /// The voltage, V.
    case voltage(Double)

    /// The battery that observations tell of; the charge says more than the voltage.
    init?(_ observations: [Observation]) {
        var voltage: Double?
        for observation in observations {
            switch observation.property {
            case .batteryLevel:
                guard case .number(let level) = observation.value else { continue }
                self = .level(level)
                return
            case .batteryVoltage:
                if case .number(let volts) = observation.value { voltage = volts }
            default: continue
            }
        }
        guard let voltage else { return nil }
        self = .voltage(voltage)
    }

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
