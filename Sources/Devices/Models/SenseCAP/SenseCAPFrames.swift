import Observations

/// The payload of SenseCAP sensors of the first generation and of S2101 to S2110: frames of seven bytes and a check value.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 1 | channel of the sensor; 0 is the device itself |
/// | 2 | data id, the lowest byte first |
/// | 4 | value, the lowest byte first |
///
/// The last two bytes are a CRC-16 over all before them (polynomial 1021, reflected, begun with 0), the lowest byte first.
/// Data ids above 4096 are measurements, with a sign and times 1000: `SenseCAPMeasurement`. The others are:
///
/// | data id | value |
/// | --- | --- |
/// | 0 | hardware version (bytes 3, 2), software version (bytes 1, 0) |
/// | 1 | version of the sensor, likewise |
/// | 2, 3 | EUI of the sensor, its lower and its higher half |
/// | 7 | battery in % (bytes 0, 1), interval in min (bytes 2, 3) |
/// | 9 | detection type, model and model version of a camera (bytes 3, 2, 1) |
/// | 288 | the sensor was removed |
///
/// Source: Seeed Technology, SenseCAP LoRaWAN sensors' user guides ("Payload Decoder") and "List of Measurement IDs"
/// (wiki.seeedstudio.com).
enum SenseCAPFrames {
    /// Reads a payload.
    static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard payload.count >= 9 else { throw .truncated(offset: 0, needed: 9, available: payload.count) }
        let frames = payload.count - 2
        guard frames % 7 == 0 else {
            throw .truncated(offset: frames - frames % 7, needed: 7, available: frames % 7)
        }
        guard checkValue(payload[...]) == 0 || !context.refusesWrongChecks else { throw .wrongChecksum(offset: frames) }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var halves: (low: UInt64, high: UInt64)?
        while reader.left > 2 {
            let channel = try reader.uint8()
            let id = Int(try reader.littleEndian(2))
            let value = UInt32(truncatingIfNeeded: try reader.littleEndian(4))
            switch id {
            case 2: halves = (UInt64(value), halves?.high ?? 0)
            case 3: halves = (halves?.low ?? 0, UInt64(value))
            case 4097...: measurement(id, channel, Int32(bitPattern: value), &reading)
            default: note(id, value, &reading)
            }
        }
        if let halves {
            reading.note("sensorEui", .string(hexadecimal(halves.high << 32 | halves.low, bytes: 8)))
        }
        return Decoded(readings: [reading.reading])
    }

    private static func measurement(_ id: Int, _ number: UInt8, _ raw: Int32, _ reading: inout ReadingBuilder) {
        let channel: Channel? = number > 1 ? .numbered("channel", Int(number)) : nil
        if let measurement = SenseCAPMeasurement.of(id) {
            reading.add(measurement.property, measurement.number(raw), measurement.channel ?? channel)
        } else {
            reading.add(.analogValue, Double(raw) / 1000, .numbered("measurement", id))
        }
    }

    private static func note(_ id: Int, _ value: UInt32, _ reading: inout ReadingBuilder) {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
        switch id {
        case 0:
            reading.note("hardwareVersion", .string("\(bytes[3]).\(bytes[2])"))
            reading.note("softwareVersion", .string("\(bytes[1]).\(bytes[0])"))
        case 1: reading.note("sensorVersion", .string(hexadecimal(UInt64(value), bytes: 4)))
        case 7:
            reading.add(.batteryLevel, Double(value & 0xFFFF))
            reading.note("interval", .unsigned(UInt64(value >> 16) * 60))
        case 9:
            reading.note("detectionType", .unsigned(UInt64(bytes[3])))
            reading.note("modelId", .unsigned(UInt64(bytes[2])))
            reading.note("modelVersion", .unsigned(UInt64(bytes[1])))
        case 288: reading.note("sensorRemoved", .boolean(true))
        default: reading.note("data\(id)", .string(hexadecimal(UInt64(value), bytes: 4)))
        }
    }

    private static func hexadecimal(_ value: UInt64, bytes: Int) -> String {
        Hexadecimal.encode((0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }[...])
    }

    /// The CRC-16 of bytes; over a payload with its check value it is 0.
    static func checkValue(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        var sum: UInt16 = 0
        for byte in bytes {
            sum ^= UInt16(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x8408 : sum >> 1 }
        }
        return sum
    }
}
