import Observations

/// The payload of the younger SenseCAP devices: records one after another, numbers with the highest byte first.
///
/// | type | bytes after it |
/// | --- | --- |
/// | `01`, `4A` | temperature:2 0.1 Cel with a sign, humidity:1 %, light:4 lx, UV index:1 0.1, wind:2 0.1 m/s |
/// | `02`, `4B` | wind direction:2 deg, rain:4 0.001 mm/h, pressure:2 10 Pa |
/// | `03` | battery:1 % |
/// | `04` | battery:1 %, hardware:2, firmware:2, interval:2 min, interval of positions:2 min |
/// | `05` | interval:2 min, interval of positions:2 min |
/// | `06` | error:1, 0 is none |
/// | `10` | channel and state:1, EUI of the sensor:8 |
/// | `20`, `21`, `43` to `45` | what a camera saw: five times model:1, kind:1 |
/// | `30`, `31`, `33` | two inputs:1 (four bits each, 0 is none), 1 byte, two values:4 each, 0.001 with a sign |
/// | `32` | two inputs:1, two values:4 each |
/// | `34` | protocol:1, digital input:1, kind:1 and interface:1 of the analog input |
/// | `35` to `38` | input:1 (four bits), two values of its threshold:4 each, 0.001 with a sign |
/// | `39` | battery:1 %, hardware:2, firmware:2, interval:2 min, interval of the threshold:2 |
/// | `40`, `41` | light:2, sound:2, acceleration:2 each of x, y, z 0.01 m/s² |
/// | `42` | temperature:2 0.01 Cel, humidity:2 0.01 %, TVOC:2 ppb, CO2:2 ppm, soil:2 |
/// | `46` | time:4 in s since 1970, three temperatures:2 each, 0.01 Cel; `8000` is none |
/// | `47` | three temperatures:2 each |
/// | `48` | state of ten probes:1 each: 0 idle, 1 normal, 2 abnormal, `FF` none |
/// | `49` | battery:1 %, hardware:2, firmware:2, interval:2 min |
/// | `4C` | wind gust:2 0.1 m/s, rain since the start:4 0.001 mm |
/// | `7F` | 1 byte without meaning |
///
/// Temperatures of the past become readings of their own. A record of an unknown type ends the payload: what stands before
/// is kept and the rest goes along as the parameter `undecoded`; where nothing stands before, the payload is refused.
///
/// Source: Seeed Technology, SenseCAP S2100, S2107 and S2120 user guides ("Payload Decoder") and payload decoders
/// (github.com/Seeed-Solution/SenseCAP-Decoder).
enum SenseCAPRecords {
    /// Everything that a payload can say.
    static let properties: [ObservedProperty] = [
        .airTemperature, .relativeHumidity, .illuminance, .uvIndex, .windSpeed, .windDirection, .rainfallRate,
        .airPressure, .batteryLevel, .deviceFault, .analogValue, .acceleration, .tvoc, .co2, .externalTemperature,
        .windGustSpeed, .rainfall,
    ]

    /// Reads a payload.
    static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var past: [DecodedReading] = []
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let type = try reader.uint8()
            if type == 0x46 {
                past.append(try pastProbes(&reader))
            } else if try !record(type, &reader, &reading) {
                guard offset > 0 else { throw .unknownType(offset: 0, type: Int(type)) }
                reading.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                _ = reader.rest()
                skipped += 1
            }
        }
        let isAlone = reading.isEmpty && !past.isEmpty
        return Decoded(readings: isAlone ? past : past + [reading.reading], skippedFields: skipped)
    }

    /// Reads one record; says no when its type is unknown.
    private static func record(
        _ type: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) -> Bool {
        switch type {
        case 0x01, 0x4A: try climate(&reader, &reading)
        case 0x02, 0x4B: try rain(&reader, &reading)
        case 0x4C: try gust(&reader, &reading)
        case 0x03...0x06, 0x10, 0x34, 0x39, 0x49: try device(type, &reader, &reading)
        case 0x20, 0x21, 0x43...0x45:
            reading.note("detections", .string(Hexadecimal.encode(try reader.take(10))))
        case 0x30, 0x31, 0x33: try inputs(&reader, hasSpare: true, &reading)
        case 0x32: try inputs(&reader, hasSpare: false, &reading)
        case 0x35...0x38: try thresholds(&reader, &reading)
        case 0x40, 0x41: try kit(&reader, &reading)
        case 0x42: try kitAir(&reader, &reading)
        case 0x47: try probes(&reader, &reading)
        case 0x48: try probeStates(&reader, &reading)
        case 0x7F: try reader.skip(1)
        default: return false
        }
        return true
    }

    private static func climate(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(10)
        reading.add(.airTemperature, Double(try reader.int16()) / 10)
        reading.add(.relativeHumidity, Double(try reader.uint8()))
        reading.add(.illuminance, Double(try reader.uint32()))
        reading.add(.uvIndex, Double(try reader.uint8()) / 10)
        reading.add(.windSpeed, Double(try reader.uint16()) / 10)
    }

    private static func rain(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(8)
        reading.add(.windDirection, Double(try reader.uint16()))
        reading.add(.rainfallRate, Double(try reader.uint32()) / 1000)
        reading.add(.airPressure, Double(try reader.uint16()) / 10)
    }

    private static func gust(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(6)
        reading.add(.windGustSpeed, Double(try reader.uint16()) / 10)
        reading.add(.rainfall, Double(try reader.uint32()) / 1000, "total", .counter)
    }

    private static func kit(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(10)
        reading.add(.analogValue, Double(try reader.uint16()), "light-intensity")
        reading.add(.analogValue, Double(try reader.uint16()), "sound-intensity")
        reading.add(.acceleration, Double(try reader.int16()) / 100, "x")
        reading.add(.acceleration, Double(try reader.int16()) / 100, "y")
        reading.add(.acceleration, Double(try reader.int16()) / 100, "z")
    }

    private static func kitAir(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(10)
        reading.add(.airTemperature, Double(try reader.int16()) / 100)
        reading.add(.relativeHumidity, Double(try reader.uint16()) / 100)
        reading.add(.tvoc, Double(try reader.uint16()))
        reading.add(.co2, Double(try reader.uint16()))
        reading.add(.analogValue, Double(try reader.uint16()), "soil-moisture-intensity")
    }
}
