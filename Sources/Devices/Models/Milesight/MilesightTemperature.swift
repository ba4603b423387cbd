import Observations

/// The records of Milesight's temperature sensors with probes, TS101, TS201, TS301 and TS302.
///
/// | channel | type | bytes | meaning |
/// | --- | --- | --- | --- |
/// | 03 | 67 | i16 | temperature of the (first) probe, 0.1 Cel |
/// | 04 | 68 | u8 | TS201 with a probe for humidity: relative humidity, 0.5 % |
/// | 04 | 67 | i16 | TS302: temperature of the second probe, 0.1 Cel |
/// | 03, 04 | 00 | u8 | TS301, TS302: the probe is a magnet switch; 1 open |
/// | 83, 84 | 67, 68 | value, u8 | beyond a limit: 0 ended, 1 began |
/// | 93, 94 | D7 | i16, i16, u8 | TS101, TS30x: temperature, its change 0.01 K, 2 changed too fast |
/// | 93 | 67 | i16, i16, u8 | TS201: temperature, its change 0.1 K, 2 changed too fast |
/// | 94 | 68 | u8, u8, u8 | TS201: humidity, its change 0.5 %, 2 changed too fast |
/// | B3, B4 | 67, 68 | u8 | TS201: the probe 0 does not answer, 1 is out of its range |
/// | FF | A0 | 9 | TS201: kind of the probe in the lower four bits, its number |
/// | 20 | CE | | memory |
///
/// Memory of the TS101: temperature i16. Of the TS201: kind of event (1 to 3; upper four bits: 0 well, 1 no answer, 2 out
/// of range), temperature i16; from version 2 kind of the probe (2 with humidity), temperature i16, humidity u8, event
/// (upper two bits: how the temperature was read, next two: the humidity). Of TS301 and TS302: one byte with the kind of
/// value of the first probe in the upper four bits and of the second in the lower (1 temperature beyond a limit, 2 no
/// longer, 3 changed too fast, 4 temperature, 5 magnet moved, 6 magnet, 0 none), then i16 for each.
///
/// Source: Milesight IoT, TS101, TS201 and TS30x User Guide, "Device Payload"; SensorDecoders, ts-series.
enum MilesightTemperature {
    static let ts101 = [
        MilesightRecord(0x03, 0x67, MilesightEnvironment.probe),
        MilesightRecord(0x83, 0x67, MilesightEnvironment.probe, alarm),
        MilesightRecord(0x93, 0xD7, MilesightEnvironment.probe, MilesightEnvironment.change(100), alarm),
        MilesightEnvironment.past([MilesightEnvironment.probe]),
    ]

    static let ts201 = [
        MilesightRecord(0x03, 0x67, MilesightEnvironment.probe),
        MilesightRecord(0x04, 0x68, .humidity),
        MilesightRecord(0x83, 0x67, MilesightEnvironment.probe, alarm),
        MilesightRecord(0x84, 0x68, .humidity, humidityAlarm),
        MilesightRecord(0x93, 0x67, MilesightEnvironment.probe, MilesightEnvironment.change(10), alarm),
        MilesightRecord(0x94, 0x68, .humidity, .number(.percentage, "humidity-change", .u8, per: 2), humidityAlarm),
        MilesightRecord(0xB3, 0x67, failure(.externalTemperature, "temperatureFault")),
        MilesightRecord(0xB4, 0x68, failure(.relativeHumidity, "humidityFault")),
        MilesightRecord(0xFF, 0xA0, .parameter("probeKind", .u8), MilesightDeviceRecords.text("probeNumber", 8, hex)),
        MilesightEnvironment.past([.bytes(5, [.externalTemperature, .relativeHumidity], secondVersion)]),
        MilesightEnvironment.past([.bytes(3, [.externalTemperature, .alarmActive], firstVersion)]),
    ]

    static let ts30x = probe(0x03, 1) + probe(0x04, 2) + [twoProbesMemory]

    private static let twoProbesMemory = MilesightEnvironment.past([
        .bytes(5, [.externalTemperature, .doorOpen, .alarmActive], twoProbes)
    ])
    private static let alarm = MilesightField.alarm("temperature", "temperatureAlarm", 1, 2)
    private static let humidityAlarm = MilesightField.alarm("humidity", "humidityAlarm", 1, 2)
    private static let probes: [Channel] = ["probe-1", "probe-2"]
    private static let hex: @Sendable ([UInt8]) -> String = { Hexadecimal.encode($0) }

    private static func probe(_ channel: UInt8, _ number: Int) -> [MilesightRecord] {
        let name = probes[number - 1]
        let temperature = MilesightField.number(.externalTemperature, name, .i16, per: 10)
        let alarm = MilesightField.alarm(name, number == 1 ? "probe1Alarm" : "probe2Alarm", 1, 2)
        return [
            MilesightRecord(channel, 0x67, temperature),
            MilesightRecord(channel, 0x00, .flag(.doorOpen, name)),
            MilesightRecord(channel | 0x80, 0x67, temperature, alarm),
            MilesightRecord(channel | 0x90, 0xD7, temperature, MilesightEnvironment.change(100, name), alarm),
        ]
    }

    private static func failure(_ property: ObservedProperty, _ name: String) -> MilesightField {
        .bytes(1, [property]) { bytes, reading in
            reading.addMissing(property)
            reading.note(name, .unsigned(UInt64(bytes[bytes.startIndex])))
        }
    }

    private static let firstVersion: MilesightField.Body = { bytes, reading in
        let kind = bytes[bytes.startIndex]
        add(.externalTemperature, tenths(bytes.dropFirst()), isRead: kind >> 4 == 0, &reading)
        if kind & 0x0F == 2 || kind & 0x0F == 3 { reading.addAlarm(kind & 0x0F == 2, "temperature") }
        reading.note("event", .unsigned(UInt64(kind)))
    }

    private static let secondVersion: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        let event = bytes[first + 4]
        add(.externalTemperature, tenths(bytes.dropFirst()), isRead: event >> 6 == 0, &reading)
        if bytes[first] == 2 {
            add(.relativeHumidity, Double(bytes[first + 3]) / 2, isRead: event >> 4 & 3 == 0, &reading)
        }
        reading.note("probeKind", .unsigned(UInt64(bytes[first])))
        reading.note("event", .unsigned(UInt64(event)))
    }

    private static let twoProbes: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        for (number, name) in probes.enumerated() {
            let value = bytes.dropFirst(1 + 2 * number)
            let kind = number == 0 ? bytes[first] >> 4 : bytes[first] & 0x0F
            switch kind {
            case 1...4: reading.add(.externalTemperature, tenths(value), name)
            case 5, 6: reading.add(.doorOpen, tenths(value) != 0, name)
            default: continue
            }
            if kind != 4, kind != 6 { reading.addAlarm(kind != 2, name) }
        }
    }

    private static func add(
        _ property: ObservedProperty,
        _ value: Double,
        isRead: Bool,
        _ reading: inout ReadingBuilder
    ) {
        isRead ? reading.add(property, value) : reading.addMissing(property)
    }

    private static func tenths(_ bytes: ArraySlice<UInt8>) -> Double {
        let first = bytes.startIndex
        return Double(Int16(truncatingIfNeeded: UInt16(bytes[first + 1]) << 8 | UInt16(bytes[first]))) / 10
    }
}
