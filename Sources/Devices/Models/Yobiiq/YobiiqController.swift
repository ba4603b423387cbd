import Observations

/// Yobiiq RM200: a controller with two relays, firmware 2.1 and later.
///
/// Every record is a channel, a type and a value with the highest byte first: see `YobiiqRecords`.
///
/// | type | value |
/// | --- | --- |
/// | 01, FE | time of the logged values; time: s since 1970 |
/// | 1A, 1C:4, 2A, 2C:4 | relay 1 closed, how often it switched; the same of relay 2 |
/// | 10, 1B, 1D–1F, 20, 2B, 2D–2F | settings of the relays |
/// | 64, 65–67, 68:4, 69:2, 6A:2 | state; maker, OEM and model as text; serial, firmware, hardware |
/// | 6B, 6C, 6D | external power; battery, 0.1 V; battery, % |
/// | 78, 79:4 | alarm of the temperature inside, how often |
/// | 7A:2, 7B, 82:2, 83 | temperature and moisture inside; of the room: 0.01 Cel, % |
/// | 96, 9D–A1, A3–A7 | state and settings of the radio |
///
/// Source: Yobiiq B.V., decoder of RM200 (P1002003), version 2.0.0.
enum YobiiqController {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Yobiiq RM200 controller with two relays",
            domain: .utility,
            properties: [
                .relayClosed, .eventCount, .externalPower, .batteryVoltage, .batteryLevel, .alarmActive,
                .deviceTemperature, .deviceHumidity, .airTemperature, .relativeHumidity,
            ],
            ports: [1, 2, 3, 4, 5, 11, 50, 100],
            source: "Yobiiq B.V., decoder of RM200 (P1002003), version 2.0.0",
            decoder: { (payload, _) throws(DecodeError) in
                if payload.count == 1 { return try YobiiqRecords.answer(payload) }
                return try YobiiqRecords.read(payload, table)
            }
        )
    }

    private static let table = YobiiqField.table(
        [
            (0xFE, YobiiqField(size: 4, meaning: .time("timestamp"))),
            (0x01, YobiiqField(size: 4, meaning: .time("loggerTimestamp"))),
            (0x64, .parameter("deviceStatus", 1)),
            (0x65, YobiiqField(size: 0, meaning: .text("manufacturer"))),
            (0x66, YobiiqField(size: 0, meaning: .text("originalManufacturer"))),
            (0x67, YobiiqField(size: 0, meaning: .text("deviceModel"))),
            (0x68, .parameter("serialNumber", 4)),
            (0x69, YobiiqField(size: 2, meaning: .version("firmware"))),
            (0x6A, YobiiqField(size: 2, meaning: .version("hardware"))),
            (0x6B, YobiiqField(size: 1, meaning: .flag(.externalPower, nil))),
            (0x6C, .value(.batteryVoltage, size: 1, over: 10, isSigned: false)),
            (0x6D, .value(.batteryLevel, size: 1, isSigned: false)),
            (0x78, YobiiqField(size: 1, meaning: .flag(.alarmActive, "temperature"))),
            (0x79, .counter(.eventCount, "temperature-alarm", over: 1)),
            (0x7A, .value(.deviceTemperature, size: 2, over: 100)),
            (0x7B, .value(.deviceHumidity, size: 1, isSigned: false)),
            (0x82, .value(.airTemperature, size: 2, over: 100)),
            (0x83, .value(.relativeHumidity, size: 1, isSigned: false)),
            (0x96, .parameter("joinStatus", 1)),
            (0x9D, .parameter("applicationPort", 1)),
            (0x9E, .parameter("joinType", 1)),
            (0x9F, .parameter("deviceClass", 1)),
            (0xA0, .parameter("adaptiveDataRate", 1)),
            (0xA1, .parameter("spreadingFactor", 1)),
            (0xA3, .parameter("radioMode", 1)),
            (0xA4, .parameter("joinAttempts", 1)),
            (0xA5, .parameter("linkCheckTimeframe", 2)),
            (0xA6, .parameter("dataRetransmission", 1)),
            (0xA7, .parameter("watchdogAlarm", 1)),
        ] + relay(0x10, 1, "channel-1") + relay(0x20, 2, "channel-2")
    )

    private static func relay(_ first: UInt8, _ number: Int, _ channel: Channel) -> [(UInt8, YobiiqField)] {
        [
            (first, .parameter("channel\(number)ButtonOverrideStatus", 1)),
            (first + 0xA, YobiiqField(size: 1, meaning: .flag(.relayClosed, channel))),
            (first + 0xB, .parameter("channel\(number)Control", 1)),
            (first + 0xC, .counter(.eventCount, channel, over: 1)),
            (first + 0xD, .parameter("channel\(number)DefaultState", 1)),
            (first + 0xE, .parameter("channel\(number)WatchdogState", 1)),
            (first + 0xF, .parameter("channel\(number)ButtonOverride", 1)),
        ]
    }
}
