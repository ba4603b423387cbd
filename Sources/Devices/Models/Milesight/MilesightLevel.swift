import Observations

/// The records of Milesight's sensors of distance, level, tilt and pulses: EM300-DI, EM310, EM320-TILT, EM400 and EM410.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | EM300-DI | 05 | 00, C8 | u8, u32 | input: 0 low, 1 high; pulses |
/// | EM300-DI | 05, 06 | E1 | u16, u16, f32 | a for b pulses, each 0.1; the quantity: pulses * a / b, in the owner's unit |
/// | EM300-DI | 85 | 00 | u8, u8 | input, 1 event began, 0 ended |
/// | EM300-DI | 85 | E1 | as E1, u8 | 1 no flow too long, 2 no longer, 3 flow too long, 4 no longer |
/// | EM310-TILT | 03 | CF | 3 i16, u8 | angles x, y, z, 0.01 deg; bits 0 to 2: which is beyond its limit |
/// | EM320-TILT | 03 | D4 | 3 i16 | angles, 0.01 deg in the upper 15 bits; bit 0: beyond its limit |
/// | EM310-UDL | 03, 04 | 82, 00 | u16, u8 | distance, mm; 1 tilted |
/// | EM400, EM410 | 03 | 67 | i16 | temperature, 0.1 Cel |
/// | EM400, EM410 | 04, 05 | 82, 00 | u16 (EM410: i16), u8 | distance, mm; 1 tilted |
/// | EM400 | 06 | 88 | i32, i32, u8 | longitude and latitude, 0.000001 deg; movement |
/// | EM400 | 83, 84 | 67, 82 | value, u8 | beyond a limit: 1 began, 0 ended |
/// | EM400-TLD | 88 | 00 | u8 | 1 it is being taken away |
/// | EM410-RDL | 01 | B9 | u16 | battery, mV |
/// | EM410-RDL | 06 | C7 | i16 | strength of the echo, 0.01 dBm |
/// | EM410-RDL | 84 | 82 | i16, u8 | distance, 0 ended, 1 beyond a limit, 2 changed too fast |
/// | EM410-RDL | 94 | 82 | i16, i16, u8 | distance, its change, mm; as 84 |
/// | EM410-RDL | B4 | 82 | i16, u8 | distance, 0 no longer too near, 1 too near, 2 no echo, 3 fault |
///
/// Memory (20 CE) of the EM300-DI: temperature i16, humidity u8, kind u8 (1 input, 2 pulses), input u8, pulses u32; as 21
/// CE: temperature, humidity, event u8 (1 to 4 as above, 5 input began, 6 ended), kind u8, input u8, a u16, b u16, f32.
/// The -Hall has no sensor of climate. Of the EM410-RDL: distance i16, from version 1.2 temperature i16, change i16 and
/// event u8 (bits: 0 beyond a limit, 1 ended, 2 too near, 3 ended, 4 changed too fast, 5 tilted). FFFD no echo,
/// FFFE off, FFFF fault.
///
/// Source: Milesight IoT, user guides of EM300, EM310, EM320-TILT, EM400 and EM410-RDL Series; SensorDecoders, em-series.
enum MilesightLevel {
    static let em300DI =
        MilesightEnvironment.climate + input + [
            MilesightEnvironment.past([.temperature, .humidity, .bytes(6, [.digitalValue, .pulseCount], pulses)]),
            MilesightEnvironment.past(
                [.temperature, .humidity, .bytes(11, quantityProperties, quantities)],
                channel: 0x21
            ),
        ]
    static let em300DIHall =
        input + [
            MilesightEnvironment.past([.reserved(3), .bytes(11, quantityProperties, quantities)], channel: 0x21)
        ]

    static let em310TILT = [MilesightRecord(0x03, 0xCF, .bytes(7, [.tilt, .alarmActive], angles))]
    static let em320TILT = [MilesightRecord(0x03, 0xD4, .bytes(6, [.tilt, .alarmActive], flaggedAngles))]

    static let em310UDL = [
        MilesightRecord(0x03, 0x82, .millimetres),
        MilesightRecord(0x04, 0x00, .position),
        MilesightRecord(0x83, 0x82, .millimetres, .alarm("distance", "distanceAlarm", 1)),
    ]
    static let em400 = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x82, .millimetres),
        MilesightRecord(0x05, 0x00, .position),
        MilesightRecord(
            0x06,
            0x88,
            .number(.longitude, .i32, per: 1_000_000),
            .number(.latitude, .i32, per: 1_000_000),
            .parameter("motionStatus", .u8)
        ),
        MilesightRecord(0x83, 0x67, .temperature, .alarm("temperature", "temperatureAlarm", 1)),
        MilesightRecord(0x84, 0x82, .millimetres, .alarm("distance", "distanceAlarm", 1)),
        MilesightRecord(0x88, 0x00, .flag(.tamperDetected)),
    ]
    static let em410RDL: [MilesightRecord] = [
        MilesightRecord(0x01, 0xB9, .number(.batteryVoltage, .u16, per: 1000)),
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x82, radar),
        MilesightRecord(0x05, 0x00, .position),
        MilesightRecord(0x06, 0xC7, .number(.signalStrength, "radar", .i16, per: 100)),
        MilesightRecord(0x84, 0x82, radar, radarAlarm),
        MilesightRecord(0x94, 0x82, radar, radarChange, radarAlarm),
        MilesightRecord(0xB4, 0x82, radar, .alarm("radar", "distanceException", 1, 2, 3)),
        MilesightEnvironment.past([radar, .temperature, radarChange, .parameter("event", .u8)]),
        MilesightEnvironment.past([radar]),
        .variable(0x07, 0xBA, [.distance], series),
    ]

    // MARK: Pulses

    private static let input = [
        MilesightRecord(0x05, 0x00, gpio),
        MilesightRecord(0x05, 0xC8, .number(.pulseCount, .u32, .counter)),
        MilesightRecord(0x05, 0xE1, fields: quantity),
        MilesightRecord(0x06, 0xE1, fields: quantity),
        MilesightRecord(0x85, 0x00, gpio, .alarm("input-1", "inputAlarm", 1)),
        MilesightRecord(0x85, 0xE1, fields: quantity + [.bytes(1, [.alarmActive]) { addEvent($0, &$1) }]),
    ]
    private static let gpio = MilesightField.number(.digitalValue, "input-1", .u8)
    private static let quantity: [MilesightField] = [
        .parameter("conversionQuantity", .u16, per: 10),
        .parameter("conversionPulses", .u16, per: 10),
        .number(.analogValue, "metered-quantity", .float32, .counter),
    ]
    private static let quantityProperties: [ObservedProperty] = [.digitalValue, .analogValue, .alarmActive]

    private static let pulses: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        switch bytes[first] {
        case 1: reading.add(.digitalValue, Double(bytes[first + 1]), "input-1")
        case 2: reading.add(.pulseCount, Double(bits(bytes, 2, 4)), nil, .counter)
        default: reading.note("kind", .unsigned(UInt64(bytes[first])))
        }
    }

    private static let quantities: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        addEvent(bytes, &reading)
        switch bytes[first + 1] {
        case 1: reading.add(.digitalValue, Double(bytes[first + 2]), "input-1")
        case 2:
            reading.note("conversionQuantity", .number(Double(bits(bytes, 3, 2)) / 10))
            reading.note("conversionPulses", .number(Double(bits(bytes, 5, 2)) / 10))
            let number = MilesightFormat.float32.number(bits(bytes, 7, 4))
            reading.add(.analogValue, number, "metered-quantity", .counter)
        default: reading.note("kind", .unsigned(UInt64(bytes[first + 1])))
        }
    }

    private static func addEvent(_ bytes: ArraySlice<UInt8>, _ reading: inout ReadingBuilder) {
        let code = bytes[bytes.startIndex]
        switch code {
        case 1, 2: reading.addAlarm(code == 1, "no-flow")
        case 3, 4: reading.addAlarm(code == 3, "flow")
        case 5, 6: reading.addAlarm(code == 5, "input-1")
        default: break
        }
        reading.note("quantityAlarm", .unsigned(UInt64(code)))
    }

    // MARK: Tilt

    private static let axes: [Channel] = ["x", "y", "z"]

    private static let angles: MilesightField.Body = { bytes, reading in
        let flags = bytes[bytes.startIndex + 6]
        for (number, axis) in axes.enumerated() {
            let angle = Int16(truncatingIfNeeded: bits(bytes, 2 * number, 2))
            reading.addOnce(Observation(.tilt, Double(angle) / 100, channel: axis))
            reading.addAlarm(flags >> UInt8(number) & 1 == 1, axis)
        }
    }

    private static let flaggedAngles: MilesightField.Body = { bytes, reading in
        for (number, axis) in axes.enumerated() {
            let angle = Int16(truncatingIfNeeded: bits(bytes, 2 * number, 2))
            reading.addOnce(Observation(.tilt, Double(angle >> 1) / 100, channel: axis))
            reading.addAlarm(angle & 1 == 1, axis)
        }
    }

    // MARK: Radar

    private static let radar = MilesightField.number(.distance, .i16, per: 1000, missing: [0xFFFD, 0xFFFE, 0xFFFF])
    private static let radarChange = MilesightField.number(.displacement, .i16)
    private static let radarAlarm = MilesightField.alarm("distance", "distanceAlarm", 1, 2)

    /// A series of distances without a time of their own, and their spacing.
    private static let series: MilesightRecord.Body = { (reader, readings) throws(DecodeError) in
        readings.current.note("seriesPeriod", .unsigned(try reader.littleEndian(2)))
        var number = 0
        repeat {
            number += 1
            let bits = try reader.littleEndian(2)
            let channel = Channel.numbered("sample", number)
            if bits >= 0xFFFD && bits <= 0xFFFF {
                readings.current.addMissing(.distance, channel)
            } else {
                readings.current.add(.distance, MilesightFormat.i16.number(bits) / 1000, channel)
            }
        } while reader.left > 0
    }

    private static func bits(_ bytes: ArraySlice<UInt8>, _ offset: Int, _ count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[bytes.startIndex + offset + index]) }
        return value
    }
}
