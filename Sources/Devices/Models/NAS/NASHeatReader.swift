import Observations

/// The NAS IM30xx modules, which sit in a Kamstrup heat meter and pass its registers on.
///
/// The lowest byte of a number comes first.
///
/// | port | bytes |
/// | --- | --- |
/// | 24 status | measuring time, clock:4 (seconds since 1970), battery, RSSI of the last downlink (signed), registers |
/// | 25 usage | `00`, measuring time, registers |
/// | 25 pulses | `02`, measuring time, count:4 of both inputs |
/// | 50, 51, 60 | settings, an update, requests |
/// | 99 | `00` start: serial:4, firmware:3, number of the meter:5, its configuration; `01` and `31` shutdown |
///
/// The measuring time counts ten minutes since midnight, `FF` is now. A register is its number and four bytes, a whole
/// number or IEEE 754 (`NASHeatRegister`).
///
/// Source: NAS Instruments, codec im30xx 0.9.x and 0.10.x (nas-codecs).
enum NASHeatReader {
    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: NASHeatRegister.properties + [.pulseCount, .batteryLevel, .externalPower, .signalStrength],
            ports: [24, 25, 50, 51, 60, 99],
            source: "NAS Instruments, codec im30xx 0.9.x and 0.10.x",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) }
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        switch port {
        case 24: return try status(payload)
        case 25, nil: return try usage(payload)
        case 50: return try NASSystem.kept(payload, as: "configuration")
        case 51: return try NASSystem.kept(payload, as: "update")
        case 60: return try NASSystem.kept(payload, as: "command")
        case 99: return try system(payload)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    private static func status(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let isNow = try measuringTime(&reader, &reading)
        let clock = Int64(try reader.littleEndian(4))
        reading.note("deviceTime", .unsigned(UInt64(clock)))
        if isNow { reading.time = Timestamp(microseconds: clock * 1_000_000) }
        NASSystem.addBattery(try reader.uint8(), &reading)
        reading.add(.signalStrength, Double(try reader.int8()))
        try registers(&reader, &reading)
        return Decoded(readings: [reading.reading])
    }

    private static func usage(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let kind = try reader.uint8()
        guard kind == 0x00 || kind == 0x02 else { throw .unknownType(offset: 0, type: Int(kind)) }
        _ = try measuringTime(&reader, &reading)
        if kind == 0x00 {
            try registers(&reader, &reading)
        } else {
            reading.add(.pulseCount, Double(try reader.littleEndian(4)), "input-1", .counter)
            reading.add(.pulseCount, Double(try reader.littleEndian(4)), "input-2", .counter)
            try reader.finish()
        }
        return Decoded(readings: [reading.reading])
    }

    /// Reads when it was measured; says whether that is now.
    private static func measuringTime(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) -> Bool {
        let offset = reader.offset
        let tens = Int(try reader.uint8())
        if tens == 0xFF { return true }
        guard tens < 144 else { throw .invalidValue(offset: offset, field: "measuring time") }
        let (hours, minutes) = (tens / 6, tens % 6 * 10)
        reading.note("measuringTime", .string("\(two(hours)):\(two(minutes))"))
        return false
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func registers(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        while reader.left > 0 {
            let offset = reader.offset
            let number = try reader.uint8()
            guard let register = NASHeatRegister(number) else { throw .unknownType(offset: offset, type: Int(number)) }
            register.add(UInt32(truncatingIfNeeded: try reader.littleEndian(4)), to: &reading)
        }
    }

    private static func system(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch try reader.uint8() {
        case 0x00:
            reading.note("packet", .string("boot"))
            try NASSystem.identity(&reader, &reading)
            reading.note("meterId", .string("\(try reader.littleEndian(5))"))
            reading.note("configuration", .string(Hexadecimal.encode(reader.rest())))
        case 0x01, 0x31:
            reading.note("packet", .string("shutdown"))
            try reader.finish()
        case let type: throw .unknownType(offset: 0, type: Int(type))
        }
        return Decoded(readings: [reading.reading])
    }
}
