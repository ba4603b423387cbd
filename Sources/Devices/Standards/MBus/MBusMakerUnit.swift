import Observations

/// A record that a maker means in a way of its own: a code behind `FF`, or the standard's code with another meaning.
struct MBusMakerUnit: Sendable {
    /// What becomes of the record's number.
    enum Meaning: Sendable {
        case quantity(ObservedProperty, ObservationKind, MBusUnit)
        /// Bits of conditions, the lowest first; the number itself becomes a parameter.
        case conditions([ObservedProperty])
        /// Not nothing is an alarm; the number itself becomes a parameter.
        case alarm
    }

    /// VIF and VIFE, without the bits for more.
    let codes: [UInt8]
    /// The subunit, when the meaning depends on it; it does not become part of the channel then.
    let subunit: Int?
    /// What else tells the record from its like.
    let channel: String?
    /// Whether the tariffs 8, 9 and 10 are the phases.
    let hasPhaseTariffs: Bool
    let meaning: Meaning

    private init(
        _ codes: [UInt8],
        _ property: ObservedProperty,
        _ quantity: MBusQuantity,
        _ exponent: Int = 0,
        times factor: Double = 1,
        subunit: Int? = nil,
        channel: String? = nil,
        kind: ObservationKind = .instant,
        hasPhaseTariffs: Bool = false
    ) {
        self.codes = codes
        self.subunit = subunit
        self.channel = channel
        self.hasPhaseTariffs = hasPhaseTariffs
        meaning = .quantity(property, kind, MBusUnit(quantity, exponent, times: factor))
    }

    private init(_ codes: [UInt8], _ meaning: Meaning, channel: String? = nil) {
        self.codes = codes
        subunit = nil
        self.channel = channel
        hasPhaseTariffs = false
        self.meaning = meaning
    }

    /// Whether this is the row of a record.
    func fits(_ record: MBusRecord, in bytes: [UInt8]) -> Bool {
        guard record.header.upperBound - record.vifAt == codes.count, subunit == nil || subunit == record.subunit else {
            return false
        }
        for index in codes.indices where bytes[record.vifAt + index] & 0x7F != codes[index] { return false }
        return true
    }

    /// The rows of a maker.
    static func rows(of manufacturer: UInt16) -> [MBusMakerUnit]? { table[manufacturer] }

    private static let table: [UInt16: [MBusMakerUnit]] = [
        MBusMeter.manufacturerCode("AXI"): axioma,
        MBusMeter.manufacturerCode("DME"): diehl,
        MBusMeter.manufacturerCode("HYD"): diehl,
        MBusMeter.manufacturerCode("IME"): ime,
        MBusMeter.manufacturerCode("KAM"): kamstrup,
        MBusMeter.manufacturerCode("KAW"): kamstrup,
        MBusMeter.manufacturerCode("SEC"): schneider,
    ]

    /// Axioma Metering: what is left of the battery is sent in percent.
    private static let axioma = [MBusMakerUnit([0x7D, 0x74], .batteryLevel, .parameter)]

    /// Diehl Metering (Hydrometer) heat meters: how long the meter worked with an error.
    private static let diehl = [
        MBusMakerUnit([0x26, 0x18], .errorTime, .operatingTime, times: 3600, kind: .counter),
        MBusMakerUnit([0x25, 0x18], .errorTime, .operatingTime, times: 60, kind: .counter),
    ]

    /// Kamstrup: energies 8 and 9 (volume times temperature) and info codes (MULTICAL and flowIQ technical descriptions).
    private static let kamstrup = [
        MBusMakerUnit([0x7F, 0x07], .volumeTemperatureProduct, .parameter, channel: "flow", kind: .counter),
        MBusMakerUnit([0x7F, 0x08], .volumeTemperatureProduct, .parameter, channel: "return", kind: .counter),
        MBusMakerUnit(
            [0x7F, 0x20],
            .conditions([.emptyPipeDetected, .backflowDetected, .leakDetected, .burstDetected])
        ),
        MBusMakerUnit([0x7F, 0x21], .alarm),
        MBusMakerUnit([0x7F, 0x22], .alarm),
        MBusMakerUnit([0x7F, 0x23], .alarm),
    ]

    /// Schneider Electric iEM3000: subunits 1 and 2 are reactive and apparent, `FF 09` is export, `FF 0D` partial.
    private static let schneider: [MBusMakerUnit] = {
        var rows: [MBusMakerUnit] = []
        for (code, exponent) in [(UInt8(0x03), 0), (0x06, 3)] {
            rows += [
                MBusMakerUnit([code], .reactiveEnergyImport, .energy, exponent, subunit: 1, kind: .counter),
                MBusMakerUnit(
                    [code, 0x7F, 0x09],
                    .reactiveEnergyExport,
                    .energy,
                    exponent,
                    subunit: 1,
                    kind: .counter
                ),
                MBusMakerUnit(
                    [code, 0x7F, 0x0D],
                    .reactiveEnergyImport,
                    .energy,
                    exponent,
                    subunit: 1,
                    channel: "partial",
                    kind: .counter
                ),
                MBusMakerUnit([code, 0x7F, 0x09], .activeEnergyExport, .energy, exponent, kind: .counter),
                MBusMakerUnit(
                    [code, 0x7F, 0x0D],
                    .activeEnergyImport,
                    .energy,
                    exponent,
                    channel: "partial",
                    kind: .counter
                ),
            ]
        }
        return rows + [
            MBusMakerUnit([0x2E], .reactivePower, .power, 3, subunit: 1),
            MBusMakerUnit([0x2E], .apparentPower, .power, 3, subunit: 2),
            MBusMakerUnit([0x7F, 0x0A], .analogValue, .parameter, channel: "power-factor"),
            MBusMakerUnit([0x7F, 0x0B], .frequency, .parameter),
            MBusMakerUnit([0x7F, 0x24], .frequency, .parameter, channel: "nominal"),
            MBusMakerUnit([0x7F, 0x10], .tariff, .parameter),
        ]
    }()

    /// IME energy analysers (Conto, Nemo): the first code behind `FF` is the quantity, the next the standard's unit.
    private static let ime: [MBusMakerUnit] = {
        var rows: [MBusMakerUnit] = []
        let energies: [(UInt8, ObservedProperty, ObservedProperty)] = [
            (0x00, .activeEnergyImport, .activeEnergyExport), (0x01, .reactiveEnergyImport, .reactiveEnergyExport),
        ]
        for (first, forward, backward) in energies {
            for code in UInt8(0)...7 {
                rows.append(
                    MBusMakerUnit([0x7F, first, code, 0x3B], forward, .energy, Int(code) - 3, kind: .counter)
                )
                rows.append(
                    MBusMakerUnit([0x7F, first, code, 0x3C], backward, .energy, Int(code) - 3, kind: .counter)
                )
            }
        }
        let powers: [(UInt8, ObservedProperty, String?)] = [
            (0x04, .activePower, nil), (0x05, .reactivePower, nil), (0x06, .apparentPower, nil),
            (0x0D, .activePowerDemand, nil), (0x0E, .activePowerMaximum, nil),
        ]
        for (first, property, channel) in powers {
            for code in UInt8(0)...7 {
                rows.append(
                    MBusMakerUnit(
                        [0x7F, first, 0x28 + code],
                        property,
                        .power,
                        Int(code) - 3,
                        channel: channel,
                        hasPhaseTariffs: true
                    )
                )
            }
        }
        for code in UInt8(0)...15 {
            let (volts, amperes) = (Int(code) - 9, Int(code) - 12)
            rows += [
                MBusMakerUnit([0x7F, 0x07, 0x40 + code], .voltage, .voltage, volts, hasPhaseTariffs: true),
                MBusMakerUnit(
                    [0x7F, 0x08, 0x40 + code],
                    .voltage,
                    .voltage,
                    volts,
                    channel: "chained",
                    hasPhaseTariffs: true
                ),
                MBusMakerUnit([0x7F, 0x09, 0x50 + code], .current, .current, amperes, hasPhaseTariffs: true),
                MBusMakerUnit([0x7F, 0x0A, 0x40 + code], .frequency, .frequency, volts),
            ]
        }
        rows.append(MBusMakerUnit([0x7F, 0x0B, 0x28], .powerFactor, .parameter, -3, hasPhaseTariffs: true))
        for (index, seconds) in [1.0, 60, 3600, 86_400].enumerated() {
            rows.append(
                MBusMakerUnit(
                    [0x7F, 0x0F, 0x20 + UInt8(index)],
                    .operatingTime,
                    .operatingTime,
                    times: seconds,
                    kind: .counter
                )
            )
        }
        return rows
    }()
}
