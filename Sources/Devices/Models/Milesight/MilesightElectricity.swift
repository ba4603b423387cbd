import Observations

/// The records of Milesight's current transformers, sockets and light controllers: CT, WS51x, WS52x and WS558.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | CT | 03 | 97 | u32 | charge so far, 0.01 A.h; CT3xx: 05 and 07 for the second and third conductor |
/// | CT10x | 04 | 98 | u16 | current, 0.01 A; FFFF no answer |
/// | CT3xx | 04, 06, 08 | 99 | u16 | current of each conductor, 0.1 A; FFFF no answer |
/// | CT | 84, 86, 88 | 98, 99 | 3 u16, u8 | highest, lowest, current; bits: 0 beyond a limit, 1 no longer, 2 over range, 3 no longer |
/// | CT | 09 | 67 | i16 | temperature of a probe, 0.1 Cel; FFFD out of range, FFFF no answer |
/// | CT | 89 | 67 | i16, u8 | temperature, 1 beyond a limit, 0 no longer |
/// | others | 03 | 74 | u16 | voltage, 0.1 V |
/// | others | 04 | 80 | u32 | active power, W |
/// | others | 05 | 81 | u8 | power factor, % |
/// | others | 06 | 83 | u32 | energy so far, W.h |
/// | others | 07 | C9 | u16 | current, mA |
/// | WS51x, WS52x | 08 | 70 | u8 | bit 0: the socket is on |
/// | WS51x, WS52x | FF | 3F | u8 | FF power lost |
/// | WS558 | 08 | 31 | u8, u8 | which switch has changed, which is on; bit 0 is the first |
///
/// Source: Milesight IoT, CT10x, CT3xx, WS51x, WS52x and WS558 User Guide; SensorDecoders, ct-series and ws-series.
enum MilesightElectricity {
    static let ct10x =
        [
            MilesightRecord(0x03, 0x97, charge(nil)),
            MilesightRecord(0x04, 0x98, .number(.current, .u16, per: 100, missing: [0xFFFF])),
            MilesightRecord(0x84, 0x98, fields: limits(nil, per: 100)),
        ] + probe

    static let ct3xx =
        (0..<3).flatMap { number -> [MilesightRecord] in
            let channel = conductors[number]
            let offset = UInt8(2 * number)
            return [
                MilesightRecord(0x03 + offset, 0x97, charge(channel)),
                MilesightRecord(0x04 + offset, 0x99, .number(.current, channel, .u16, per: 10, missing: [0xFFFF])),
                MilesightRecord(0x84 + offset, 0x99, fields: limits(number, per: 10)),
            ]
        } + probe

    static let socket =
        power + [
            MilesightRecord(
                0x08,
                0x70,
                .bytes(1, [.relayClosed]) { bytes, reading in
                    reading.addOnce(Observation(.relayClosed, bytes[bytes.startIndex] & 1 == 1))
                }
            ),
            MilesightRecord(
                0xFF,
                0x3F,
                .bytes(1, [.powerPresent]) { bytes, reading in
                    reading.addOnce(Observation(.powerPresent, bytes[bytes.startIndex] != 0xFF))
                }
            ),
        ]

    static let ws558 =
        power + [
            MilesightRecord(
                0x08,
                0x31,
                .parameter("changedSwitches", .u8),
                .bytes(1, [.switchOn]) { bytes, reading in
                    MilesightWorkplace.addSwitches(UInt64(bytes[bytes.startIndex]), 8, to: &reading)
                }
            )
        ]

    private static let conductors: [Channel] = ["conductor-1", "conductor-2", "conductor-3"]
    private static let highest: [Channel] = ["conductor-1-maximum", "conductor-2-maximum", "conductor-3-maximum"]
    private static let lowest: [Channel] = ["conductor-1-minimum", "conductor-2-minimum", "conductor-3-minimum"]
    private static let ranges: [Channel] = ["conductor-1-range", "conductor-2-range", "conductor-3-range"]

    private static let power = [
        MilesightRecord(0x03, 0x74, .number(.voltage, .u16, per: 10)),
        MilesightRecord(0x04, 0x80, .number(.activePower, .u32)),
        MilesightRecord(0x05, 0x81, .number(.powerFactor, .u8, per: 100)),
        MilesightRecord(0x06, 0x83, .number(.activeEnergyImport, .u32, per: 1000, .counter)),
        MilesightRecord(0x07, 0xC9, .number(.current, .u16, per: 1000)),
    ]

    private static let probe = [
        MilesightRecord(0x09, 0x67, probeTemperature),
        MilesightRecord(0x89, 0x67, probeTemperature, .alarm("temperature", "temperatureAlarm", 1)),
    ]
    private static let probeTemperature = MilesightField.number(
        .externalTemperature,
        .i16,
        per: 10,
        missing: MilesightEnvironment.noValue
    )

    private static func charge(_ channel: Channel?) -> MilesightField {
        .number(.electricCharge, channel, .u32, per: 100, .counter)
    }

    /// What an event says of a current: the highest and lowest since the last, the current, and what happened.
    private static func limits(_ number: Int?, per divisor: Double) -> [MilesightField] {
        let range = number.map { ranges[$0] } ?? "range"
        let name = number.map { conductors[$0] } ?? "current"
        let alarm = MilesightField.bytes(1, [.alarmActive]) { bytes, reading in
            let flags = bytes[bytes.startIndex]
            if flags & 0b0011 != 0 { reading.addAlarm(flags & 0b0001 != 0, name) }
            if flags & 0b1100 != 0 { reading.addAlarm(flags & 0b0100 != 0, range) }
            reading.note(alarmNames[number ?? 0], .unsigned(UInt64(flags)))
        }
        return [
            .number(.current, number.map { highest[$0] } ?? "maximum", .u16, per: divisor),
            .number(.current, number.map { lowest[$0] } ?? "minimum", .u16, per: divisor),
            .number(.current, number.map { conductors[$0] }, .u16, per: divisor, missing: [0xFFFF]),
            alarm,
        ]
    }

    private static let alarmNames = ["currentAlarm", "current2Alarm", "current3Alarm"]
}
