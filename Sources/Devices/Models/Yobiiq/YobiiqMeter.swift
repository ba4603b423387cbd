import Observations

/// The electricity meters of Yobiiq: EM2101 with one phase and a relay, EM4301 with three phases.
///
/// Every record is a channel, a type and a value with the highest byte first; the port says which types there are.
///
/// | port | what |
/// | --- | --- |
/// | 1–10 | measurements, one list for every port |
/// | 11 | relay and digital input (EM2101) |
/// | 50 | identity and settings; one byte `00` or `01`: a command was carried out, or was not |
/// | 60 | why the relay switched (EM2101) |
///
/// | type (1–10) | value | unit |
/// | --- | --- | --- |
/// | 00, 01, 03 | index; time; time of the logged values | s since 1970 |
/// | 04–07, 08–0B | active and reactive energy: import T1, T2, export T1, T2 | W.h, var.h |
/// | 0C–0E | voltage, L1 to L3 | 0.1 V |
/// | 0F, 10–12 | current, sum and L1 to L3 | mA |
/// | 13, 14–16 | active power, sum and L1 to L3 | W |
/// | 17–19, 1A–1C | reactive and apparent power, L1 to L3 | var, V.A |
/// | 1D–1F:1, 20–22:2, 23:2 | power factor, phase angle, frequency | 0.01, 0.01 deg, 0.01 Hz |
/// | 24, 25, 26 | power of the whole system: active, reactive, apparent | kW, var, V.A |
/// | 27–29, 2A | highest demand current, L1 to L3; average power | mA, W |
/// | 2B, F0:2, F1:2, F2:2 | year of MID, year made, firmware, hardware | |
/// | channel 0B, type 0A:1 | error of the meter's Modbus | |
///
/// Values have four bytes where nothing else is said. The maker states type 24 in whole kW, unlike 25 and 26.
///
/// Source: Yobiiq B.V., decoders of EM2101 (P1002009) and EM4301 (P1002011), version 1.0.1.
enum YobiiqMeter {
    /// A meter by how many phases it has.
    static func model(_ id: ModelID, _ title: String, phases: Int) -> DeviceModel {
        let hasRelay = phases == 1
        return DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: properties + (hasRelay ? [.relayClosed, .contactClosed] : []),
            ports: hasRelay ? Array(1...11) + [50, 60] : Array(1...10) + [50],
            source: "Yobiiq B.V., decoders of EM2101 and EM4301, version 1.0.1",
            decoder: { (payload, context) throws(DecodeError) in
                try decode(payload, context.port, hasRelay: hasRelay)
            },
            simulator: { device in simulate(&device, phases: phases) }
        )
    }

    private static let properties: [ObservedProperty] = [
        .activeEnergyImport, .activeEnergyExport, .reactiveEnergyImport, .reactiveEnergyExport, .voltage, .current,
        .activePower, .reactivePower, .apparentPower, .powerFactor, .phaseAngle, .frequency, .activePowerDemand,
        .deviceFault, .powerPresent,
    ]

    private static func decode(
        _ payload: [UInt8],
        _ port: UInt8?,
        hasRelay: Bool
    ) throws(DecodeError) -> Decoded {
        if payload.count == 1 { return try YobiiqRecords.answer(payload) }
        switch port {
        case nil: return try YobiiqRecords.read(payload, measurements, hasModbus: true)
        case let port? where (1...10).contains(port):
            return try YobiiqRecords.read(payload, measurements, hasModbus: true)
        case 11 where hasRelay: return try YobiiqRecords.read(payload, states)
        case 50: return try YobiiqRecords.read(payload, hasRelay ? settingsWithRelay : settings)
        case 60 where hasRelay: return try YobiiqRecords.read(payload, events)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    // MARK: Tables

    private static let measurements = YobiiqField.table(
        [
            (0x00, .parameter("index", 4)),
            (0x01, YobiiqField(size: 4, meaning: .time("timestamp"))),
            (0x03, YobiiqField(size: 4, meaning: .time("loggerTimestamp"))),
            (0x04, .counter(.activeEnergyImport, "tariff-1")),
            (0x05, .counter(.activeEnergyImport, "tariff-2")),
            (0x06, .counter(.activeEnergyExport, "tariff-1")),
            (0x07, .counter(.activeEnergyExport, "tariff-2")),
            (0x08, .counter(.reactiveEnergyImport, "tariff-1")),
            (0x09, .counter(.reactiveEnergyImport, "tariff-2")),
            (0x0A, .counter(.reactiveEnergyExport, "tariff-1")),
            (0x0B, .counter(.reactiveEnergyExport, "tariff-2")),
            (0x0F, .value(.current, "total", over: 1000)),
            (0x13, .value(.activePower)),
            (0x23, .value(.frequency, size: 2, over: 100)),
            (0x24, .value(.activePower, "system", times: 1000, isSigned: false)),
            (0x25, .value(.reactivePower, "system", isSigned: false)),
            (0x26, .value(.apparentPower, "system", isSigned: false)),
            (0x2A, .value(.activePowerDemand)),
            (0x2B, .parameter("yearOfCertification", 4)),
            (0xF0, YobiiqField(size: 2, meaning: .year("yearMade"))),
            (0xF1, YobiiqField(size: 2, meaning: .version("firmware"))),
            (0xF2, YobiiqField(size: 2, meaning: .version("hardware"))),
        ] + phaseFields
    )

    private static let phaseFields: [(UInt8, YobiiqField)] = {
        var fields: [(UInt8, YobiiqField)] = []
        let lines: [Channel] = ["l1", "l2", "l3"]
        let demands: [Channel] = ["maximum-demand-l1", "maximum-demand-l2", "maximum-demand-l3"]
        for (index, line) in lines.enumerated() {
            let phase = UInt8(index)
            fields.append((0x0C + phase, .value(.voltage, line, over: 10)))
            fields.append((0x10 + phase, .value(.current, line, over: 1000)))
            fields.append((0x14 + phase, .value(.activePower, line)))
            fields.append((0x17 + phase, .value(.reactivePower, line)))
            fields.append((0x1A + phase, .value(.apparentPower, line)))
            fields.append((0x1D + phase, .value(.powerFactor, line, size: 1, over: 100)))
            fields.append((0x20 + phase, .value(.phaseAngle, line, size: 2, over: 100)))
            fields.append((0x27 + phase, .value(.current, demands[index], over: 1000)))
        }
        return fields
    }()

    private static let states = YobiiqField.table([
        (0x01, YobiiqField(size: 1, meaning: .flag(.relayClosed, nil))),
        (0x02, YobiiqField(size: 1, meaning: .flag(.contactClosed, nil))),
    ])

    private static let settingsWithRelay: [YobiiqField?] = {
        var table = settings
        table[0x00] = YobiiqField(size: 1, meaning: .flag(.relayClosed, nil))
        return table
    }()

    private static let settings = YobiiqField.table(
        [
            (0x09, YobiiqField(size: 2, meaning: .version("hardware"))),
            (0x0A, YobiiqField(size: 2, meaning: .version("firmware"))),
            (0x0B, YobiiqField(size: 1, meaning: .flag(.powerPresent, nil))),
            (0x0F, .parameter("deviceClass", 1)),
            (0x16, .parameter("serialNumber", 4)),
            (0x1E, .parameter("primaryCurrentTransformer", 2)),
            (0x1F, .parameter("secondaryCurrentTransformer", 1)),
            (0x20, .parameter("primaryVoltageTransformer", 4)),
            (0x21, .parameter("secondaryVoltageTransformer", 2)),
            (0x28, YobiiqField(size: 0, meaning: .text("deviceModel"))),
        ] + limits(from: 0x3C, "fallback") + limits(from: 0x50, "dynamic")
    )

    private static func limits(from first: UInt8, _ prefix: String) -> [(UInt8, YobiiqField)] {
        let names = [
            "CurrentLimitTenths", "VoltageLimit", "PowerLimit", "DeactivationDelay", "ActivationDelay",
            "OffsetCurrentTenths", "OffsetDelay", "ResetTime", "ResetAmount",
        ]
        return names.enumerated().map { (first + UInt8($0), .parameter(prefix + $1, $0 == 8 ? 1 : 2)) }
    }

    private static let events = YobiiqField.table([
        (0x01, .parameter("switchOffReason", 1)),
        (0x02, .parameter("switchOnReason", 1)),
        (0x03, .parameter("switchOffTime", 4)),
        (0x04, .parameter("switchOnTime", 4)),
        (0x05, .parameter("currentAtSwitchOff", 4)),
        (0x06, .parameter("voltageAtSwitchOff", 4)),
        (0x07, .parameter("powerAtSwitchOff", 4)),
        (0x08, .parameter("resetAmountStatus", 1)),
    ])

    // MARK: Simulation

    /// Import, voltage and power of every phase, on port 1.
    private static func simulate(_ device: inout SimulatedDevice, phases: Int) -> SimulatedUplink {
        let (energy, _) = device.count(0, by: 40...600)
        var writer = ByteWriter()
        writer.bytes += [0x01, 0x04]
        writer.uint32(UInt32(truncatingIfNeeded: 1_000_000 + energy))
        for phase in 0..<UInt8(phases) {
            writer.bytes += [0x01, 0x0C + phase]
            writer.uint32(UInt32(device.walk(Int(phase), within: 218...238, step: 1) * 10))
            writer.bytes += [0x01, 0x14 + phase]
            writer.uint32(UInt32(device.walk(3 + Int(phase), within: 20...4000, step: 150)))
        }
        return SimulatedUplink(payload: writer.bytes, port: 1, frameCounter: device.frameCounter)
    }
}
