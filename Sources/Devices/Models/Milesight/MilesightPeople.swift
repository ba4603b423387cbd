import Observations

/// The records of Milesight's counters of people and sensors of presence, the VS Series but the VS121 and VS13x.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | VS321 | 03, 04 | 67, 68 | i16, u8 | temperature, 0.1 Cel; humidity, 0.5 %; all ones no answer |
/// | VS321 | 05 | FD | u16 | people present |
/// | VS321 | 06 | FE | u16, u16 | which regions are enabled, which are occupied; bit 0 is the first |
/// | VS321, VS370 | 07, 04 | FF, 00 | u8 | 0 dim, 1 bright, FE off |
/// | VS321 | 08 | F4 | u8, u8 | 1: detection is not possible |
/// | VS321, VS350, VS360 | 0A | EF | u32 | time, s since 1970 |
/// | VS330 | 02, 03, 04 | 82, 8E, 8E | u16, u8, u8 | distance, mm; 1 occupied; 1 calibrated |
/// | VS340, VS341, VS370 | 03 | 00 | u8 | 1 occupied |
/// | VS350, VS351 | 03 | 67 | i16 | temperature, 0.1 Cel |
/// | VS350, VS351, VS360 | 04, 05 | CC | u16, u16 | people in and out: so far, and since the last report |
/// | VS350, VS351, VS360 | 84, 85 | CC | as 04, u8 | 1 beyond a limit |
/// | VS351 | FF | CC | u8 | what feeds it: 0 battery, 1 from outside, 2 a battery that cannot be charged |
/// | VS360 | 02 | 75 | u8 | battery of the other half, % |
/// | VS360 | 03 | F4 | u8, u8 | 0 counting, 1 other half, 2 direction; 1 fault began, 0 ended |
/// | VS373 | 03 | F8 | u8, u8, u16, u16 | room, 1 vacant, 4 fall; person; time of use, of today |
/// | VS373 | 04, 05 | F9, FA | 4 × u8, 4 × u16 | regions 1 to 4: 0 occupied; seconds out of bed |
/// | VS373 | 06 | FB | u16, u8, u8, u8 | alarm: number, kind, state, region |
/// | VS321, VS350, VS351 | 83 | 67 | i16, u8 | temperature, 1 beyond a limit, 0 no longer, 3 too hot, 4 no longer |
/// | VS321 | 84 | 68 | u8, u8 | humidity, 1 beyond a limit, 0 no longer |
/// | VS321 | 20 | CE | | time u32, 0, people u16; or time, 1, regions as 06 FE |
/// | VS350, VS351, VS360 | 20 | CE | | time u32, kind u8, as 05 CC; of kind 1 then as 04 CC |
///
/// Source: Milesight IoT, VS321, VS330, VS34x, VS350, VS351, VS360, VS370 and VS373 User Guide; SensorDecoders, vs-series.
enum MilesightPeople {
    static let vs321: [MilesightRecord] = [
        MilesightRecord(0x03, 0x67, .number(.airTemperature, .i16, per: 10, missing: [0xFFFF])),
        MilesightRecord(0x04, 0x68, .number(.relativeHumidity, .u8, per: 2, missing: [0xFF])),
        MilesightRecord(0x05, 0xFD, .number(.peoplePresent, .u16)),
        MilesightRecord(0x06, 0xFE, regionStates),
        MilesightRecord(0x07, 0xFF, light),
        MilesightRecord(0x08, 0xF4, .reserved(1), .alarm("detection", "detectionStatus", 1)),
        .clock(0x0A, 0xEF),
        MilesightRecord(0x83, 0x67, .temperature, temperatureAlarm),
        MilesightRecord(0x84, 0x68, .humidity, .alarm("humidity", "humidityAlarm", 1)),
        .variable(0x20, 0xCE, [.peoplePresent, .occupied]) { (reader, readings) throws(DecodeError) in
            var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
            let offset = reader.offset
            switch try reader.uint8() {
            case 0: reading.add(.peoplePresent, Double(try reader.littleEndian(2)))
            case 1: try regionStates.read(&reader, &reading)
            default: throw .invalidValue(offset: offset, field: "kind of memory")
            }
            readings.remember(reading)
        },
    ]

    static let vs330 = [
        MilesightRecord(0x02, 0x82, .millimetres),
        MilesightRecord(0x03, 0x8E, .flag(.occupied)),
        MilesightRecord(0x04, 0x8E, .parameter("calibrationSucceeded", .u8)),
    ]
    static let vs34x = [MilesightRecord(0x03, 0x00, .flag(.occupied))]
    static let vs370 = vs34x + [MilesightRecord(0x04, 0x00, light)]

    static let vs373: [MilesightRecord] = [
        MilesightRecord(
            0x03,
            0xF8,
            .bytes(2, [.occupied, .alarmActive]) { bytes, reading in
                let (room, target) = (bytes[bytes.startIndex], bytes[bytes.startIndex + 1])
                reading.addOnce(Observation(.occupied, room != 1))
                reading.addAlarm(room == 4, "fall")
                reading.note("roomState", .unsigned(UInt64(room)))
                reading.note("targetState", .unsigned(UInt64(target)))
            },
            .parameter("useTime", .u16),
            .parameter("useTimeToday", .u16)
        ),
        MilesightRecord(0x04, 0xF9, fields: regions.prefix(4).map { .flag(.occupied, $0, isInverted: true) }),
        MilesightRecord(0x05, 0xFA, fields: (1...4).map { .parameter("region\($0)OutOfBedSeconds", .u16) }),
        MilesightRecord(
            0x06,
            0xFB,
            .parameter("alarmNumber", .u16),
            .parameter("alarmKind", .u8),
            .parameter("alarmState", .u8),
            .parameter("alarmRegion", .u8)
        ),
    ]

    static let vs350 = counting + climate + [.clock(0x0A, 0xEF)]
    static let vs351 =
        counting + climate + [
            .clock(0x0A, 0xEF),
            MilesightRecord(
                0xFF,
                0xCC,
                .bytes(1, [.externalPower]) { bytes, reading in
                    let source = bytes[bytes.startIndex]
                    reading.addOnce(Observation(.externalPower, source == 1))
                    reading.note("powerSource", .unsigned(UInt64(source)))
                }
            ),
        ]
    static let vs360 =
        counting + [
            MilesightRecord(0x02, 0x75, .number(.batteryLevel, "node", .u8)),
            MilesightRecord(0x03, 0xF4, .bytes(2, [.alarmActive], fault)),
            .clock(0x0A, 0xEF),
        ]

    // MARK: Parts of the tables

    /// People in and out since the last report.
    static func period(_ into: Channel, _ out: Channel) -> [MilesightField] {
        [.number(.peopleCount, into, .u16, .delta), .number(.peopleCount, out, .u16, .delta)]
    }

    /// People in and out so far.
    static func total(_ into: Channel, _ out: Channel) -> [MilesightField] {
        [.number(.peopleCount, into, .u16, .counter), .number(.peopleCount, out, .u16, .counter)]
    }

    /// The regions of a picture, counted from 1.
    static let regions: [Channel] = (1...16).map { .numbered("region", $0) }

    private static let periodInAndOut = period("in", "out")
    private static let totalInAndOut = total("total-in", "total-out")
    private static let light = MilesightField.number(.lightLevel, .u8, missing: [0xFE])
    private static let temperatureAlarm = MilesightField.alarm("temperature", "temperatureAlarm", 1, 3)
    private static let climate = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x83, 0x67, .temperature, temperatureAlarm),
    ]

    private static let counting: [MilesightRecord] = [
        MilesightRecord(0x04, 0xCC, fields: totalInAndOut),
        MilesightRecord(0x05, 0xCC, fields: periodInAndOut),
        MilesightRecord(0x84, 0xCC, fields: totalInAndOut + [.alarm("total-count", "totalCountAlarm", 1)]),
        MilesightRecord(0x85, 0xCC, fields: periodInAndOut + [.alarm("period-count", "periodCountAlarm", 1)]),
        .variable(0x20, 0xCE, [.peopleCount]) { (reader, readings) throws(DecodeError) in
            var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
            let offset = reader.offset
            let kind = try reader.uint8()
            guard kind <= 1 else { throw .invalidValue(offset: offset, field: "kind of memory") }
            for field in periodInAndOut { try field.read(&reader, &reading) }
            if kind == 1 { for field in totalInAndOut { try field.read(&reader, &reading) } }
            readings.remember(reading)
        },
    ]

    private static let regionStates = MilesightField.bytes(4, [.occupied]) { bytes, reading in
        let first = bytes.startIndex
        let enabled = UInt16(bytes[first + 1]) << 8 | UInt16(bytes[first])
        let occupied = UInt16(bytes[first + 3]) << 8 | UInt16(bytes[first + 2])
        for (number, region) in regions.enumerated() where enabled >> UInt16(number) & 1 == 1 {
            reading.addOnce(Observation(.occupied, occupied >> UInt16(number) & 1 == 1, channel: region))
        }
        reading.note("enabledRegions", .unsigned(UInt64(enabled)))
    }

    private static let faults: [Channel] = ["counting", "node", "alignment"]

    private static let fault: MilesightField.Body = { bytes, reading in
        let kind = Int(bytes[bytes.startIndex])
        let isActive = bytes[bytes.startIndex + 1] == 1
        reading.addAlarm(isActive, kind < faults.count ? faults[kind] : "other")
        reading.note("event", .unsigned(UInt64(kind)))
    }
}
