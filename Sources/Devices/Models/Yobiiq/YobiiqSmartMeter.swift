import Observations

/// Yobiiq iQ DSMR: a bridge from the P1 port of Dutch smart meters.
///
/// Every record is a channel, a type and a value with the highest byte first; ports 1 to 10 measure, 50 tells the identity.
///
/// | type | value |
/// | --- | --- |
/// | 00:2, 02, FE | version of P1, 0.1; time of the telegram; time: s since 1970 |
/// | 06, 08, 0A, 0C | energy drawn in tariffs 1 and 2, fed in in tariffs 1 and 2: W.h |
/// | 0E:2, 10, 12 | tariff; power drawn, fed in: W |
/// | 14, 1A, 1C, 1E, 1F, 20, 21 | counts of power failures, of sags and swells on L1 to L3 |
/// | 22–24, 26, 28, 2A | voltage, 0.1 V; current, A |
/// | 2C, 2E, 30, 32–34 | power drawn and fed in on L1 to L3, W |
/// | 46, 56, 66, 76:2; 50, 60, 70, 80:8 | kinds of other meters; their time and value |
/// | 71:2, 72, 81:2, 82 | temperature and moisture inside; of the room: 0.01 Cel, % |
/// | D1, D2 | pulses of two inputs |
///
/// Source: Yobiiq B.V., decoder of iQ DSMR (P1002005), version 1.0.0.
enum YobiiqSmartMeter {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Yobiiq iQ DSMR bridge for smart meters",
            domain: .utility,
            properties: [
                .activeEnergyImport, .activeEnergyExport, .tariff, .activePowerImport, .activePowerExport,
                .powerFailureCount, .voltageSagCount, .voltageSwellCount, .voltage, .current, .deviceTemperature,
                .deviceHumidity, .airTemperature, .relativeHumidity, .pulseCount, .batteryLevel, .batteryVoltage,
                .powerPresent,
            ],
            ports: Array(1...10) + [50],
            source: "Yobiiq B.V., decoder of iQ DSMR (P1002005), version 1.0.0",
            decoder: { (payload, context) throws(DecodeError) in
                if payload.count == 1 { return try YobiiqRecords.answer(payload) }
                return try YobiiqRecords.read(payload, context.port == 50 ? identity : measurements)
            }
        )
    }

    private static let measurements = YobiiqField.table(
        [
            (0x00, .parameter("p1VersionTenths", 2)),
            (0x02, YobiiqField(size: 4, meaning: .time("telegramTimestamp"))),
            (0xFE, YobiiqField(size: 4, meaning: .time("timestamp"))),
            (0x06, .counter(.activeEnergyImport, "tariff-1")),
            (0x08, .counter(.activeEnergyImport, "tariff-2")),
            (0x0A, .counter(.activeEnergyExport, "tariff-1")),
            (0x0C, .counter(.activeEnergyExport, "tariff-2")),
            (0x0E, .value(.tariff, size: 2, isSigned: false)),
            (0x10, .value(.activePowerImport)),
            (0x12, .value(.activePowerExport)),
            (0x14, .counter(.powerFailureCount, "any-phase", over: 1)),
            (0x71, .value(.deviceTemperature, size: 2, over: 100)),
            (0x72, .value(.deviceHumidity, size: 1, isSigned: false)),
            (0x81, .value(.airTemperature, size: 2, over: 100)),
            (0x82, .value(.relativeHumidity, size: 1, isSigned: false)),
            (0xD1, .counter(.pulseCount, "input-1", over: 1)),
            (0xD2, .counter(.pulseCount, "input-2", over: 1)),
        ] + phases + others
    )

    private static let phases: [(UInt8, YobiiqField)] = {
        var fields: [(UInt8, YobiiqField)] = []
        let lines: [Channel] = ["l1", "l2", "l3"]
        for (index, line) in lines.enumerated() {
            let phase = UInt8(index)
            fields.append((0x1A + 2 * phase, .counter(.voltageSagCount, line, over: 1)))
            fields.append((0x1F + phase, .counter(.voltageSwellCount, line, over: 1)))
            fields.append((0x22 + phase, .value(.voltage, line, over: 10)))
            fields.append((0x26 + 2 * phase, .value(.current, line)))
            fields.append((0x2C + 2 * phase, .value(.activePowerImport, line)))
            fields.append((0x32 + phase, .value(.activePowerExport, line)))
        }
        return fields
    }()

    private static let others: [(UInt8, YobiiqField)] = (0..<4).flatMap { index -> [(UInt8, YobiiqField)] in
        let step = UInt8(index) * 0x10
        return [
            (0x46 + step, .parameter("channel\(index + 1)MeterKind", 2)),
            (0x50 + step, .parameter("channel\(index + 1)LastReading", 8)),
        ]
    }

    private static let identity = YobiiqField.table([
        (0x01, YobiiqField(size: 0, meaning: .text("manufacturer"))),
        (0x02, YobiiqField(size: 0, meaning: .text("deviceModel"))),
        (0x03, .parameter("serialNumber", 4)),
        (0x04, YobiiqField(size: 2, meaning: .version("firmware"))),
        (0x05, YobiiqField(size: 2, meaning: .version("hardware"))),
        (0x06, YobiiqField(size: 1, meaning: .flag(.powerPresent, nil))),
        (0x07, .value(.batteryLevel, size: 1, isSigned: false)),
        (0x08, .value(.batteryVoltage, size: 1, over: 10, isSigned: false)),
        (0x11, .parameter("deviceClass", 1)),
    ])
}
