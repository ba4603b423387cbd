import Observations

/// The payload of IMBUILDINGS' LoRaWAN sensors.
///
/// With a header: type, variant, device:8, then the data; without it the port names type and variant. Numbers have the
/// highest byte first:
///
/// | type, variant | port | data |
/// | --- | --- | --- |
/// | 1, 3: comfort (10) | 13 | status, battery 0.01 V:2, temperature 0.01 Cel:2, humidity 0.01 %:2, CO2 ppm:2, presence |
/// | 2, 5: people (9) | | status, battery 0.01 V:2, A:2, B:2, status of the sensor, message counter |
/// | 2, 6: people (13) | 26 | status, battery 0.01 V:2, A:2, B:2, status of the sensor, sum of A:2, sum of B:2, message counter |
/// | 2, 7: people (5; 8 in old firmware with a header) | 27 | old: status, battery 0.01 V:2; status of the sensor, sum of A:2, sum of B:2 |
/// | 2, 8: heartbeat (4) | 28 | status, battery 0.01 V:2, status of the sensor |
/// | F1, 1: answer to a setting | 10 | records: length, setting, value |
///
/// A and B are people who passed in either direction since the last message, the sums since the last reset; both wrap at
/// 65535.
///
/// Source: IMBUILDINGS, payload decoders 1.1 and later with their example (device repository of The Things Network,
/// vendor/imbuildings).
enum IMBuildingsPayload {
    /// A model, where it is known to exist under this name.
    static func model(_ id: ModelID, _ title: String, _ domain: Domain) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: domain,
            properties: [
                .peopleCount, .batteryVoltage, .messageCount, .airTemperature, .relativeHumidity, .co2, .occupied,
            ],
            ports: [1, 10, 13, 26, 27, 28],
            source: "IMBUILDINGS, payload types 1 and 2 (decoder of the device repository of TTN)",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) }
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch (port, payload.count) {
        case (13, 10): try comfort(&reader, &reading)
        case (26, 13): try people(6, &reader, &reading)
        case (27, 5): try people(7, &reader, &reading)
        case (28, 4): try people(8, &reader, &reading)
        default:
            switch (try reader.uint8(), reader.next) {
            case (1, 3?):
                try header(&reader, &reading)
                try comfort(&reader, &reading)
            case (2, let variant?) where (5...8).contains(variant):
                try header(&reader, &reading)
                try people(variant, &reader, &reading)
            case (0xF1, 1?):
                try reader.skip(1)
                reading.note("settings", .string(Hexadecimal.encode(reader.rest())))
            case (1, let variant?), (2, let variant?), (0xF1, let variant?):
                throw .unknownType(offset: 1, type: Int(variant))
            case (let type, _):
                try reader.require(1)
                throw .unknownType(offset: 0, type: Int(type))
            }
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func header(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.skip(1)
        reading.note("device", .string(Hexadecimal.encode(try reader.take(8))))
    }

    private static func comfort(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try status(&reader, &reading)
        reading.add(.airTemperature, Double(try reader.int16()) / 100)
        reading.add(.relativeHumidity, Double(try reader.uint16()) / 100)
        reading.add(.co2, Double(try reader.uint16()))
        reading.add(.occupied, try reader.uint8() == 1)
    }

    private static func people(
        _ variant: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let isOldFirmware = variant == 7 && reader.left == 8
        if variant != 7 || isOldFirmware { try status(&reader, &reading) }
        if variant < 7 {
            reading.add(.peopleCount, Double(try reader.uint16()), Channels.a, .delta)
            reading.add(.peopleCount, Double(try reader.uint16()), Channels.b, .delta)
        }
        reading.note("sensorStatus", .unsigned(UInt64(try reader.uint8())))
        if variant == 6 || variant == 7 {
            reading.add(.peopleCount, Double(try reader.uint16()), Channels.aTotal, .counter)
            reading.add(.peopleCount, Double(try reader.uint16()), Channels.bTotal, .counter)
        }
        if variant < 7 { reading.add(.messageCount, Double(try reader.uint8()), nil, .counter) }
    }

    private static func status(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("deviceStatus", .unsigned(UInt64(try reader.uint8())))
        reading.add(.batteryVoltage, Double(try reader.uint16()) / 100)
    }

    private enum Channels {
        static let a: Channel = "a"
        static let b: Channel = "b"
        static let aTotal: Channel = "a-total"
        static let bTotal: Channel = "b-total"
    }
}
