import Observations

/// The payload that all WILSEN sensors share: a row of records, each its length (of what follows), id:2 and value.
///
/// Numbers have the highest byte first.
///
/// | id | value |
/// | --- | --- |
/// | `02 01` | temperature Cel, IEEE 754 |
/// | `0B 01`, `0B 02` | distance:2, cm or mm |
/// | `0B 06` | fill level % |
/// | `0B 07` | amplitude of the echo, 0 to 255 |
/// | `0B 08` | height of the water:2, mm |
/// | `0C 01` | valve and a check value |
/// | `0C 02` | two valves, a nibble each, the first in the lower one: 0 closed, 1 open, 2 undefined, 3 not connected, 7 not asked |
/// | `0C 03`, `0C 04` | inputs of four and of two sensors, a nibble each from the lowest: 0 low or no target, 1 high or target, 7 not asked, 8 short circuit, 9 not connected, 10 invalid current |
/// | `2A 25`, `2A 26` | serial number, text:14 or number:6 |
/// | `31 01` to `31 04` | messages:2, positions:2, ultrasonic measurements:4, sensor measurements:4, since the last reset |
/// | `50 01`, `50 02` | latitude, longitude:4, 0.000001 deg with a sign |
/// | `51 01` | battery 0.1 V |
/// | `F1 xx` to `FF xx` | a setting that was just changed |
///
/// A record of unknown id, or of another length than its id has, goes along undecoded. The port says nothing.
///
/// Source: Pepperl+Fuchs, payload decoder of the WILSEN sensors with its examples (device repository of The Things Network,
/// vendor/pepperl-fuchs), payloads 1 to 3 and acknowledgements.
enum WilsenPayload {
    /// Everything that a payload can say.
    static let properties: [ObservedProperty] = [
        .deviceTemperature, .distance, .fillLevel, .analogValue, .waterLevel, .valveOpen, .digitalValue, .messageCount,
        .eventCount, .latitude, .longitude, .batteryVoltage,
    ]

    private static let valves: [Channel] = ["valve-1", "valve-2"]
    private static let sensors: [Channel] = ["sensor-1", "sensor-2", "sensor-3", "sensor-4"]

    /// Reads the records.
    static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var undecoded: [UInt8] = []
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let length = Int(try reader.uint8())
            guard length >= 2 else { throw .invalidValue(offset: offset, field: "length") }
            try reader.require(length)
            let id = try reader.uint16()
            var value = ByteReader(Array(try reader.take(length - 2)))
            if id >= 0xF100 {
                setting(id, &value, &reading)
            } else if try !record(id, &value, &reading) {
                guard offset > 0 else { throw .unknownType(offset: 1, type: Int(id)) }
                undecoded += payload[offset..<reader.offset]
                skipped += 1
            }
        }
        if skipped > 0 { reading.note("undecoded", .string(Hexadecimal.encode(undecoded))) }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    /// Reads the value of a record.
    ///
    /// - Returns: whether the record is known and has its length.
    private static func record(
        _ id: UInt16,
        _ value: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) -> Bool {
        switch (id, value.left) {
        case (0x0201, 4):
            let degrees = Double(Float(bitPattern: try value.uint32()))
            reading.add(.deviceTemperature, (degrees * 100).rounded() / 100)
        case (0x0B01, 2): reading.add(.distance, Double(try value.uint16()) / 100)
        case (0x0B02, 2): reading.add(.distance, Double(try value.uint16()) / 1000)
        case (0x0B06, 1): reading.add(.fillLevel, Double(try value.uint8()))
        case (0x0B07, 1): reading.add(.analogValue, Double(try value.uint8()), Channels.amplitude)
        case (0x0B08, 2): reading.add(.waterLevel, Double(try value.uint16()) / 1000)
        case (0x0C01, 2): reading.note("valve", .unsigned(try value.bigEndian(2)))
        case (0x0C02, 1): addValves(try value.uint8(), &reading)
        case (0x0C03, 2): addSensors(try value.uint16(), 4, "sensorDetails", &reading)
        case (0x0C04, 1): addSensors(UInt16(try value.uint8()), 2, "sensorStatus", &reading)
        case (0x2A25, 14): reading.note("serialNumber", .string(text(value.rest())))
        case (0x2A26, 6): reading.note("serialNumber", .unsigned(try value.bigEndian(6)))
        case (0x3101, 2): reading.add(.messageCount, Double(try value.uint16()), nil, .counter)
        case (0x3102, 2): reading.add(.eventCount, Double(try value.uint16()), Channels.positions, .counter)
        case (0x3103, 4):
            reading.add(.eventCount, Double(try value.uint32()), Channels.ultrasonicMeasurements, .counter)
        case (0x3104, 4): reading.add(.eventCount, Double(try value.uint32()), Channels.sensorMeasurements, .counter)
        case (0x5001, 4): reading.add(.latitude, Double(try value.int32()) / 1_000_000)
        case (0x5002, 4): reading.add(.longitude, Double(try value.int32()) / 1_000_000)
        case (0x5101, 1): reading.add(.batteryVoltage, Double(try value.uint8()) / 10)
        default: return false
        }
        return true
    }

    private static func addValves(_ byte: UInt8, _ reading: inout ReadingBuilder) {
        for (number, valve) in valves.enumerated() {
            switch byte >> UInt8(4 * number) & 15 {
            case 0: reading.add(.valveOpen, false, valve)
            case 1: reading.add(.valveOpen, true, valve)
            case 3, 7: continue
            default: reading.addMissing(.valveOpen, valve)
            }
        }
        reading.note("valveStatus", .unsigned(UInt64(byte)))
    }

    private static func addSensors(_ nibbles: UInt16, _ count: Int, _ name: String, _ reading: inout ReadingBuilder) {
        for number in 0..<count {
            switch nibbles >> UInt16(4 * number) & 15 {
            case 0: reading.add(.digitalValue, 0, sensors[number])
            case 1: reading.add(.digitalValue, 1, sensors[number])
            case 7, 9: continue
            default: reading.addMissing(.digitalValue, sensors[number])
            }
        }
        reading.note(name, .unsigned(UInt64(nibbles)))
    }

    private static func setting(_ id: UInt16, _ value: inout ByteReader, _ reading: inout ReadingBuilder) {
        let bytes = value.rest()
        let name = "setting" + String(id, radix: 16, uppercase: true)
        switch id {
        case 0xF102, 0xF108, 0xF109: reading.note(name, .string(text(bytes)))
        case 0xF502 where bytes.count == 6: reading.note("hardware", .string(version(bytes)))
        case 0xF503 where bytes.count == 6: reading.note("firmware", .string(version(bytes)))
        default: reading.note(name, .string(Hexadecimal.encode(bytes)))
        }
    }

    private static func version(_ bytes: ArraySlice<UInt8>) -> String {
        let numbers = bytes.map { UInt16($0) }
        return "\(numbers[0] << 8 | numbers[1]).\(numbers[2] << 8 | numbers[3]).\(numbers[4] << 8 | numbers[5])"
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private enum Channels {
        static let amplitude: Channel = "amplitude"
        static let positions: Channel = "positions"
        static let ultrasonicMeasurements: Channel = "ultrasonic-measurements"
        static let sensorMeasurements: Channel = "sensor-measurements"
    }
}
