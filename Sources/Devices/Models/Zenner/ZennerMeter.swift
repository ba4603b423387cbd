import Observations

/// ZENNER's water meters with LoRaWAN: standard packets (SP).
///
/// | byte 0 | meaning |
/// | --- | --- |
/// | bits 7–4 | number of the packet |
/// | bits 3–0 | coding of values: 0 decimal digits, the highest first; 1, 2 binary, the lowest byte first |
///
/// | packet | then |
/// | --- | --- |
/// | 1 | volume:4 of the day |
/// | 2 | date:2, volume:4 of the month |
/// | 5 | volumes:4 of two channels, status:2 |
/// | 6 | date:2, volumes:4 of two channels |
/// | 12 | channel, first hour, volumes:4 of three hours, reserved:2 |
///
/// Volumes are litres. Other packets carry identity, status and alarms: they are kept as they are. The hour of SP 12 is
/// the meter's own and its day is not told, so that the three volumes stand in one reading.
///
/// Source: ZENNER International, LoRaWAN standard packets v1.9.
enum ZennerMeter {
    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: [.waterVolume],
            source: "ZENNER International, LoRaWAN standard packets v1.9",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let first = try reader.uint8()
        let coding = first & 15
        var reading = ReadingBuilder()
        reading.note("packet", .unsigned(UInt64(first >> 4)))
        switch first >> 4 {
        case 1: try volume(&reader, coding, nil, &reading)
        case 2:
            reading.note("date", .string(Hexadecimal.encode(try reader.take(2))))
            try volume(&reader, coding, "month", &reading)
        case 5:
            try volume(&reader, coding, "channel-1", &reading)
            try volume(&reader, coding, "channel-2", &reading)
            reading.note("status", .string(Hexadecimal.encode(try reader.take(2))))
        case 6:
            reading.note("date", .string(Hexadecimal.encode(try reader.take(2))))
            try volume(&reader, coding, "channel-1-month", &reading)
            try volume(&reader, coding, "channel-2-month", &reading)
        case 12:
            reading.note("meterChannel", .unsigned(UInt64(try reader.uint8())))
            reading.note("firstHour", .unsigned(UInt64(try reader.uint8())))
            for hour: Channel in ["hour-1", "hour-2", "hour-3"] { try volume(&reader, coding, hour, &reading) }
            try reader.skip(2)
        case 0, 13...: throw .unknownType(offset: 0, type: Int(first >> 4))
        default:
            guard reader.left > 0 else { throw .truncated(offset: 1, needed: 1, available: 0) }
            reading.note("content", .string(Hexadecimal.encode(reader.rest())))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func volume(
        _ reader: inout ByteReader,
        _ coding: UInt8,
        _ channel: Channel?,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let bytes = try reader.take(4)
        var litres: UInt64 = 0
        switch coding {
        case 0:
            for byte in bytes {
                guard byte >> 4 <= 9, byte & 15 <= 9 else { return reading.addMissing(.waterVolume, channel) }
                litres = litres * 100 + UInt64(byte >> 4) * 10 + UInt64(byte & 15)
            }
        case 1, 2: for byte in bytes.reversed() { litres = litres << 8 | UInt64(byte) }
        default: throw .invalidValue(offset: 0, field: "coding")
        }
        reading.add(.waterVolume, Double(litres) / 1000, channel, .counter)
    }
}
