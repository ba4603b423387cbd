import Observations

/// A setting of a NAS luminaire controller that was read or changed (port 50).
///
/// | byte 0 | setting |
/// | --- | --- |
/// | 06 | sun: offsets of rise and set in min, signed, all `FF` none; latitude:2 and longitude:2, 0.01 deg |
/// | 07 | interval of the status:4, s |
/// | 08 | profile: number, sequence, address, days, then steps: time in 10 min, level in % |
/// | 09 | time:4, s since 1970 |
/// | 0B | interval of the usage:4, s; mains voltage, V |
/// | 13 | place: bit 0 latitude:4 and longitude:4, 1e−7 deg, bit 1 address with its length in front |
/// | 20 | sun: counts of steps, flags, latitude:2, longitude:2, then steps |
/// | 21 | profile: number, count of steps, address, days, a byte, then steps |
/// | 26 | place: length of the address, latitude:4, longitude:4, address |
///
/// Days: bit 0 holidays, 1 to 7 Monday to Sunday. All others are kept as they are.
enum NASLuminaireSetting {
    static func read(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        reading.note("packet", .string("configuration"))
        reading.note("configuration", .string(Hexadecimal.encode(payload)))
        switch try reader.uint8() {
        case 0x06:
            let offsets = try reader.take(6)
            guard offsets.contains(where: { $0 != 0xFF }) else { break }
            reading.note("sunriseOffsetMinutes", .signed(Int64(Int8(bitPattern: payload[1]))))
            reading.note("sunsetOffsetMinutes", .signed(Int64(Int8(bitPattern: payload[2]))))
            var place = ByteReader(Array(payload[3..<7]))
            try position(&place, size: 2, divisor: 100, &reading)
        case 0x07: reading.note("statusIntervalSeconds", .unsigned(try reader.littleEndian(4)))
        case 0x08:
            try profile(&reader, &reading)
            try steps(&reader, &reading)
        case 0x09: NASLuminaire.addTime(try reader.littleEndian(4), &reading)
        case 0x0B:
            reading.note("usageIntervalSeconds", .unsigned(try reader.littleEndian(4)))
            reading.note("mainsVoltage", .unsigned(UInt64(try reader.uint8())))
        case 0x13:
            if try reader.uint8() & 1 != 0 { try position(&reader, size: 4, divisor: 1e7, &reading) }
        case 0x20:
            try reader.skip(2)
            try position(&reader, size: 2, divisor: 100, &reading)
        case 0x21:
            try profile(&reader, &reading)
            try reader.skip(1)
            try steps(&reader, &reading)
        case 0x26:
            try reader.skip(1)
            try position(&reader, size: 4, divisor: 1e7, &reading)
        default: break
        }
        return Decoded(readings: [reading.reading])
    }

    private static func position(
        _ reader: inout ByteReader,
        size: Int,
        divisor: Double,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        reading.add(.latitude, Double(try reader.signedLittleEndian(size)) / divisor)
        reading.add(.longitude, Double(try reader.signedLittleEndian(size)) / divisor)
    }

    private static func profile(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("profile", .unsigned(UInt64(try reader.uint8())))
        reading.note("profileSequence", .unsigned(UInt64(try reader.uint8())))
        let address = NASLightAddress.channels[Int(try reader.uint8())].mains
        reading.note("profileAddress", .string("\(address)"))
        reading.note("profileDays", .unsigned(UInt64(try reader.uint8())))
    }

    /// The steps of a profile: what the light will be dimmed to, and from when on.
    private static func steps(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        var number = 1
        while reader.left > 0 {
            let minutes = Int(try reader.uint8()) * 10
            let level = try reader.uint8()
            reading.note("step\(number)Time", .string("\(two(minutes / 60)):\(two(minutes % 60))"))
            if level != 0xFF { reading.add(.dimmingLevel, Double(level), .numbered("step", number)) }
            number += 1
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
