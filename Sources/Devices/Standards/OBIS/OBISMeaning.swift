import Observations

/// What the quantity of an OBIS code is in the vocabulary.
///
/// Electricity (A = 1); group C is 20, 40 or 60 higher for the phases l1, l2 and l3:
///
/// | C | D 7: at the moment | D 8: since ever, E the tariff | D 4, 5, 6, 3: running and last mean, highest, lowest |
/// | --- | --- | --- | --- |
/// | 1, 2 | active power import, export | active energy import, export | active power |
/// | 3, 4 | reactive power import, export | reactive energy import, export | |
/// | 5 to 8 | reactive power of a quadrant | reactive energy of a quadrant | |
/// | 9, 10 | apparent power import, export | apparent energy import, export | |
/// | 11, 12 | current, voltage | | |
/// | 13, 14 | power factor, frequency | | |
/// | 15, 16 | active power, both directions added or subtracted | the same of the energy | |
///
/// D 32 and 36 of a voltage count its sags and swells. C 91 is the current of the neutral wire. `81.7.x` is the angle
/// between the voltages (E 1 and 2), or of a phase's current to its voltage (E 4, 15, 26).
///
/// Source: IEC 62056-61 (OBIS), EN 13757-1 for other media.
struct OBISMeaning: Hashable, Sendable {
    let property: ObservedProperty
    let channel: Channel?
    let kind: ObservationKind

    /// All properties that a code can mean.
    static let properties: [ObservedProperty] = [
        .activePowerImport, .activePowerExport, .reactivePowerImport, .reactivePowerExport, .reactivePower,
        .apparentPowerImport, .apparentPowerExport, .current, .voltage, .powerFactor, .frequency, .activePower,
        .activePowerDemand, .activePowerMaximum, .activePowerMinimum, .activeEnergyImport, .activeEnergyExport,
        .reactiveEnergyImport, .reactiveEnergyExport, .reactiveEnergy, .apparentEnergyImport, .apparentEnergyExport,
        .activeEnergyTotal, .activeEnergyNet, .voltageSagCount, .voltageSwellCount, .phaseAngle, .heatEnergy,
        .gasVolume, .waterVolume,
    ]

    /// The meaning of a code of the running billing period, or nothing where the table has none.
    init?(_ code: OBISCode) {
        switch code.a {
        case 1: self.init(electricity: code)
        case 6 where code.isQuantity(1, 0, 0) || code.isQuantity(1, 8, 0): self.init(.heatEnergy, nil, .counter)
        case 7 where code.isQuantity(3, 0, 0) || code.isQuantity(3, 1, 0): self.init(.gasVolume, nil, .counter)
        case 8 where code.isQuantity(1, 0, 0): self.init(.waterVolume, nil, .counter)
        case 9 where code.isQuantity(1, 0, 0): self.init(.waterVolume, "hot", .counter)
        default: return nil
        }
    }

    private init(_ property: ObservedProperty, _ channel: Channel?, _ kind: ObservationKind = .instant) {
        self.property = property
        self.channel = channel
        self.kind = kind
    }

    private init?(electricity code: OBISCode) {
        let phase: Int
        let quantity: UInt8
        switch code.c {
        case 1...16: (phase, quantity) = (0, code.c)
        case 21...36: (phase, quantity) = (1, code.c - 20)
        case 41...56: (phase, quantity) = (2, code.c - 40)
        case 61...76: (phase, quantity) = (3, code.c - 60)
        case 81 where code.d == 7:
            self.init(angle: code.e)
            return
        case 91 where code.d == 7 && code.e == 0:
            self.init(.current, "n")
            return
        default: return nil
        }
        switch (code.d, quantity) {
        case (7, _) where code.e == 0: self.init(instant: quantity, phase)
        case (8, _) where code.e <= 63: self.init(counter: quantity, phase, tariff: Int(code.e))
        case (4, 1...2) where code.e == 0: self.init(.activePowerDemand, Self.demand(quantity, phase, isLast: false))
        case (5, 1...2) where code.e == 0: self.init(.activePowerDemand, Self.demand(quantity, phase, isLast: true))
        case (6, 1...2) where code.e <= 63:
            self.init(.activePowerMaximum, Self.channel(phase, tariff: Int(code.e), Self.direction(quantity)))
        case (3, 1...2) where code.e <= 63:
            self.init(.activePowerMinimum, Self.channel(phase, tariff: Int(code.e), Self.direction(quantity)))
        case (32, 12) where code.e == 0: self.init(.voltageSagCount, Self.channel(phase), .counter)
        case (36, 12) where code.e == 0: self.init(.voltageSwellCount, Self.channel(phase), .counter)
        default: return nil
        }
    }

    private init?(instant quantity: UInt8, _ phase: Int) {
        let property: ObservedProperty
        switch quantity {
        case 1: property = .activePowerImport
        case 2: property = .activePowerExport
        case 3: property = .reactivePowerImport
        case 4: property = .reactivePowerExport
        case 5...8: property = .reactivePower
        case 9: property = .apparentPowerImport
        case 10: property = .apparentPowerExport
        case 11: property = .current
        case 12: property = .voltage
        case 13: property = .powerFactor
        case 14: property = .frequency
        default: property = .activePower
        }
        self.init(property, Self.channel(phase, Self.special(quantity)))
    }

    private init?(counter quantity: UInt8, _ phase: Int, tariff: Int) {
        let property: ObservedProperty
        switch quantity {
        case 1: property = .activeEnergyImport
        case 2: property = .activeEnergyExport
        case 3: property = .reactiveEnergyImport
        case 4: property = .reactiveEnergyExport
        case 5...8: property = .reactiveEnergy
        case 9: property = .apparentEnergyImport
        case 10: property = .apparentEnergyExport
        case 15: property = .activeEnergyTotal
        case 16: property = .activeEnergyNet
        default: return nil
        }
        let part = quantity == 15 ? nil : Self.special(quantity)
        self.init(property, Self.channel(phase, tariff: tariff, part), .counter)
    }

    private init?(angle: UInt8) {
        switch angle {
        case 1: self.init(.phaseAngle, "l2-l1")
        case 2: self.init(.phaseAngle, "l3-l1")
        case 4: self.init(.phaseAngle, "l1")
        case 15: self.init(.phaseAngle, "l2")
        case 26: self.init(.phaseAngle, "l3")
        default: return nil
        }
    }

    /// What tells a quadrant, or the sum of both directions, apart.
    private static func special(_ quantity: UInt8) -> StaticString? {
        switch quantity {
        case 5: "q1"
        case 6: "q2"
        case 7: "q3"
        case 8: "q4"
        case 15: "total"
        default: nil
        }
    }

    private static func direction(_ quantity: UInt8) -> StaticString? { quantity == 2 ? "export" : nil }

    private static func demand(_ quantity: UInt8, _ phase: Int, isLast: Bool) -> Channel? {
        if quantity == 2 { return channel(phase, isLast ? "export-last" : "export-running") }
        return channel(phase, isLast ? "last" : "running")
    }

    private static let phases: [Channel] = ["l1", "l2", "l3"]
    private static let tariffs: [Channel] = (0...63).map { .numbered("tariff", $0) }

    private static func channel(_ phase: Int, tariff: Int = 0, _ part: StaticString? = nil) -> Channel? {
        if part == nil, tariff == 0 { return phase == 0 ? nil : phases[phase - 1] }
        if part == nil, phase == 0 { return tariffs[tariff] }
        var parts: [String] = []
        if phase > 0 { parts.append("l\(phase)") }
        if let part { parts.append("\(part)") }
        if tariff > 0 { parts.append("tariff-\(tariff)") }
        do throws(SlugError) { return try Channel(parts.joined(separator: "-")) } catch {
            preconditionFailure("The parts of a channel are slugs.")
        }
    }
}
