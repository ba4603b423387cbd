import Observations

/// Sensoneo Quatro: four ultrasonic sensors over a waste container.
///
/// Numbers have the lowest byte first:
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 4 | header, begins with `FF FF` |
/// | 4 | 4 | number of the sensor |
/// | 8 | 1 | events: 0 measured, 1 hot, 2 tilted, 3 slave sent, 4 battery low, 5 position found, 6 started |
/// | 9 | 4 | distances, 2 cm each |
/// | 13 | 1 | battery 2500 mV + 10 mV each |
/// | 14 | 1 | temperature Cel with a sign |
/// | 15 | 1 | tilt deg |
/// | 16 | 4 | time s since 1970 |
/// | 20 | 5 | latitude, IEEE 754, and `N` or `S` |
/// | 25 | 5 | longitude, IEEE 754, and `E` or `W` |
/// | 30 | 3 | events counted, check value, messages of events |
///
/// The distance without a channel is the mean of the four. The port says nothing.
///
/// Source: Sensoneo, "Quatro Sensor QS Payload" v2, as told by ZENNER's element-parsers, lib/sensoneo_quatrosensors.ex.
enum SensoneoQuatro {
    private static let sonars: [Channel] = (0...3).map { .numbered("sonar", $0) }

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Sensoneo Quatro Sensor",
            domain: .utility,
            properties: [
                .distance, .batteryVoltage, .deviceTemperature, .tilt, .tilted, .batteryLow, .alarmActive, .latitude,
                .longitude, .eventCount,
            ],
            ports: [2],
            source: "Sensoneo, Quatro Sensor QS Payload v2",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        guard try reader.uint16() == 0xFFFF else { throw .unknownType(offset: 0, type: Int(payload[0])) }
        try reader.skip(2)
        var reading = ReadingBuilder()
        reading.note("sensorNumber", .unsigned(try reader.littleEndian(4)))
        let events = try reader.uint8()
        var sum = 0
        for sonar in sonars {
            let centimetres = 2 * Int(try reader.uint8())
            sum += centimetres
            reading.add(.distance, Double(centimetres) / 100, sonar)
        }
        reading.add(.distance, Double(sum) / 400)
        reading.add(.batteryVoltage, Double(2500 + 10 * Int(try reader.uint8())) / 1000)
        reading.add(.deviceTemperature, Double(try reader.int8()))
        reading.add(.tilt, Double(try reader.uint8()))
        reading.add(.tilted, events & 0x04 != 0)
        reading.add(.batteryLow, events & 0x10 != 0)
        reading.add(.alarmActive, events & 0x02 != 0, Channels.temperature)
        let seconds = try reader.littleEndian(4)
        reading.time = seconds == 0 ? nil : Timestamp(seconds: Int64(seconds))
        try addCoordinate(.latitude, &reader, &reading, negative: "S")
        try addCoordinate(.longitude, &reader, &reading, negative: "W")
        reading.add(.eventCount, Double(try reader.uint8()), nil, .counter)
        try reader.skip(1)
        reading.note("eventMessages", .unsigned(UInt64(try reader.uint8())))
        reading.note("events", .unsigned(UInt64(events)))
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func addCoordinate(
        _ property: ObservedProperty,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        negative: Unicode.Scalar
    ) throws(DecodeError) {
        let value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4))))
        let letter = try reader.uint8()
        let degrees = (value * 1_000_000).rounded() / 1_000_000
        reading.add(property, letter == UInt8(ascii: negative) ? -degrees : degrees)
    }

    private enum Channels {
        static let temperature: Channel = "temperature"
    }
}
