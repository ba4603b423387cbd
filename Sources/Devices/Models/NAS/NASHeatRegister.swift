import Observations

/// A register of a Kamstrup meter as NAS IM30xx modules number them; E, V, M, T and P are the meter's own letters.
///
/// | registers | meaning |
/// | --- | --- |
/// | 1, 21 | the meter's date and time, as the digits YYMMDD and HHMMSS |
/// | 2–8, 72, 84, 85, 90, 91 | energies E1–E7, E1−E2, E10, E11, A1, A2, kWh |
/// | 13, 14; 173 | volumes V1 and V2, m3; V1 that flowed back |
/// | 15, 16, 98, 99 | pulses of inputs A1, B1, A2, B2 |
/// | 17, 18 | masses M1 and M2, t |
/// | 19, 20, 69 | hours in operation, events, hours with an error |
/// | 22 | information code, 0 where all is well |
/// | 23–27 | temperatures T1–T4, T1−T2, Cel |
/// | 28, 29 | pressures P1 and P2, bar |
/// | 30, 31; 32 | flows V1 and V2, L/h; power E1, kW |
/// | others to 175 | extremes, means, limits, settings: kept by their numbers |
///
/// Source: NAS Instruments, codec im30xx 0.9.x and 0.10.x (nas-codecs).
struct NASHeatRegister {
    /// What a register observes.
    private struct Quantity {
        let property: ObservedProperty
        let channel: Channel?
        let factor: Double
        let kind: ObservationKind
    }

    /// Everything that registers can give.
    static let properties: [ObservedProperty] = [
        .heatEnergy, .coolingEnergy, .energy, .heatVolume, .mass, .operatingTime, .errorTime, .eventCount,
        .alarmActive, .flowTemperature, .returnTemperature, .externalTemperature, .temperatureDifference, .pressure,
        .heatFlow, .heatPower,
    ]

    private let number: UInt8

    /// A register that the codec has.
    init?(_ number: UInt8) {
        guard (1...175).contains(number) else { return nil }
        self.number = number
    }

    /// Adds the value of its four bytes.
    func add(_ bits: UInt32, to reading: inout ReadingBuilder) {
        let value = NASHeatRegister.reals.contains(number) ? NASHeatRegister.real(bits) : Double(bits)
        if let quantity = NASHeatRegister.quantities[number] {
            return reading.add(quantity.property, value * quantity.factor, quantity.channel, quantity.kind)
        }
        switch number {
        case 1: reading.note("meterDate", .string(NASHeatRegister.text(bits, prefix: "20", separator: "-")))
        case 21: reading.note("meterTime", .string(NASHeatRegister.text(bits, prefix: "", separator: ":")))
        case 22:
            reading.add(.alarmActive, bits != 0, "info-code")
            reading.note("infoCode", .unsigned(UInt64(bits)))
        case 59: reading.note("meterId", .string("\(bits)"))
        default:
            let isReal = NASHeatRegister.reals.contains(number)
            reading.note("register\(number)", isReal ? .number(value) : .unsigned(UInt64(bits)))
        }
    }

    /// IEEE 754 as the shortest decimal number that it can stand for.
    private static func real(_ bits: UInt32) -> Double {
        let float = Float(bitPattern: bits)
        return Double(float.description) ?? Double(float)
    }

    /// Six digits in pairs.
    private static func text(_ bits: UInt32, prefix: String, separator: String) -> String {
        let pairs = [bits / 10_000 % 100, bits / 100 % 100, bits % 100].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return prefix + pairs.joined(separator: separator)
    }

    /// The registers that are IEEE 754.
    private static let reals: Set<UInt8> = {
        var numbers: Set<UInt8> = [
            13, 14, 17, 18, 34, 36, 38, 40, 42, 44, 46, 72, 77, 90, 91, 135, 136,
        ]
        for range: ClosedRange<UInt8> in [2...8, 23...32, 48...52, 81...85, 103...112, 117...128, 163...167, 170...173]
        {
            numbers.formUnion(range)
        }
        return numbers
    }()

    private static let quantities: [UInt8: Quantity] = [
        2: total(.heatEnergy), 3: total(.heatEnergy, "e2"), 4: total(.coolingEnergy), 5: total(.energy, "e4"),
        6: total(.energy, "e5"), 7: total(.energy, "e6"), 8: total(.energy, "e7"), 72: total(.heatEnergy, "e1-e2"),
        84: total(.energy, "e10"), 85: total(.energy, "e11"), 90: total(.heatEnergy, "a1"),
        91: total(.heatEnergy, "a2"),
        13: total(.heatVolume), 14: total(.heatVolume, "v2"), 173: total(.heatVolume, "v1-reverse"),
        15: total(.pulseCount, "input-a1"), 16: total(.pulseCount, "input-b1"), 98: total(.pulseCount, "input-a2"),
        99: total(.pulseCount, "input-b2"),
        17: total(.mass, nil, 1000), 18: total(.mass, "m2", 1000), 19: total(.operatingTime), 20: total(.eventCount),
        69: total(.errorTime),
        23: now(.flowTemperature), 24: now(.returnTemperature), 25: now(.externalTemperature, "t3"),
        26: now(.externalTemperature, "t4"), 27: now(.temperatureDifference), 28: now(.pressure, "p1", 100),
        29: now(.pressure, "p2", 100), 30: now(.heatFlow, nil, 0.001), 31: now(.heatFlow, "v2", 0.001),
        32: now(.heatPower, nil, 1000),
    ]

    private static func total(_ property: ObservedProperty, _ channel: Channel? = nil, _ factor: Double = 1) -> Quantity
    {
        Quantity(property: property, channel: channel, factor: factor, kind: .counter)
    }

    private static func now(_ property: ObservedProperty, _ channel: Channel? = nil, _ factor: Double = 1) -> Quantity {
        Quantity(property: property, channel: channel, factor: factor, kind: .instant)
    }
}
