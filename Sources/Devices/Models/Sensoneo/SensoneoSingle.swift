import Observations

/// Sensoneo Single: an ultrasonic sensor over a waste container, which writes text.
///
/// `(U3.59T+21D254P0)`: battery V with two decimals, temperature Cel with a sign, distance cm, position. What 0 and 1 mean for
/// the position is told both ways, so it goes along as it is. The port says nothing.
///
/// Source: Sensoneo, Single Sensor, as told by ZENNER's element-parsers, lib/sensoneo_singlesensors.ex.
enum SensoneoSingle {
    private static let pattern = Array("(U0.00T+00D000P0)".utf8)

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Sensoneo Single Sensor",
            domain: .utility,
            properties: [.batteryVoltage, .deviceTemperature, .distance],
            source: "Sensoneo, Single Sensor payload",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard payload.count >= pattern.count else {
            throw .truncated(offset: 0, needed: pattern.count, available: payload.count)
        }
        guard payload.count == pattern.count else {
            throw .trailingBytes(offset: pattern.count, count: payload.count - pattern.count)
        }
        for (offset, byte) in payload.enumerated() {
            let fits =
                switch pattern[offset] {
                case UInt8(ascii: "0"): (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                case UInt8(ascii: "+"): byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                case let letter: byte == letter
                }
            guard fits else { throw .invalidValue(offset: offset, field: "text") }
        }
        let digits = payload.map { Int($0) - 48 }
        let temperature = Double(digits[8] * 10 + digits[9])
        var reading = ReadingBuilder()
        reading.add(.batteryVoltage, Double(digits[2] * 100 + digits[4] * 10 + digits[5]) / 100)
        reading.add(.deviceTemperature, payload[7] == UInt8(ascii: "-") && temperature > 0 ? -temperature : temperature)
        reading.add(.distance, Double(digits[11] * 100 + digits[12] * 10 + digits[13]) / 100)
        reading.note("position", .unsigned(UInt64(digits[15])))
        return Decoded(readings: [reading.reading])
    }
}
