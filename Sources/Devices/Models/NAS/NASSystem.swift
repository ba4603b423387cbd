import Observations

/// What all NAS devices send on port 99 about themselves.
///
/// The lowest byte of a number comes first.
///
/// | byte 0 | packet |
/// | --- | --- |
/// | 00 | start: serial:4, firmware:3, then by firmware nothing or the fields of `boot` |
/// | 01 | shutdown: reason (older ones: none), then the last status packet |
/// | 10 | an error code |
/// | 13 | a downlink that was refused: its port, why |
///
/// | after the firmware of a start | bytes |
/// | --- | --- |
/// | reason of the reset, and at some the kind of battery | 1, 2 or 3 |
/// | number of the meter | 4 |
/// | reason, general, hardware, hours in operation:3 | 6 |
/// | reason, general, hardware, firmware of the sensor:2, hours in operation:3 | 8 |
/// | reason, then for the maker | more |
enum NASSystem {
    static let port: UInt8 = 99

    /// Reads a packet; `status` reads the status packet at the end of a shutdown.
    static func decode(
        _ payload: [UInt8],
        status: ([UInt8]) throws(DecodeError) -> ReadingBuilder
    ) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch try reader.uint8() {
        case 0x00:
            reading.note("packet", .string("boot"))
            try boot(&reader, &reading)
        case 0x01 where payload.count <= 2:
            reading.note("packet", .string("shutdown"))
            if let reason = reader.next { reading.note("shutdownReason", .unsigned(UInt64(reason))) }
        case 0x01:
            let reason = try reader.uint8()
            do throws(DecodeError) {
                reading = try status(Array(payload.dropFirst(2)))
            } catch {
                throw error.moved(by: 2)
            }
            reading.note("packet", .string("shutdown"))
            reading.note("shutdownReason", .unsigned(UInt64(reason)))
        case 0x10:
            reading.note("packet", .string("error"))
            reading.note("errorCode", .unsigned(UInt64(try reader.uint8())))
            reading.add(.deviceFault, true)
            if reader.left > 0 { reading.note("undecoded", .string(Hexadecimal.encode(reader.rest()))) }
        case 0x13:
            reading.note("packet", .string("refused-downlink"))
            reading.note("downlinkPort", .unsigned(UInt64(try reader.uint8())))
            reading.note("downlinkError", .unsigned(UInt64(try reader.uint8())))
            try reader.finish()
        case let type: throw .unknownType(offset: 0, type: Int(type))
        }
        return Decoded(readings: [reading.reading])
    }

    /// Serial and firmware, which stand at the front of every start.
    static func identity(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("serialNumber", .string(serial(try reader.take(4))))
        let (major, minor, patch) = (try reader.uint8(), try reader.uint8(), try reader.uint8())
        reading.note("firmware", .string("\(major).\(minor).\(patch)"))
    }

    /// Four bytes as the number that is printed on the device.
    static func serial(_ bytes: ArraySlice<UInt8>) -> String { Hexadecimal.encode(bytes.reversed()) }

    private static func boot(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try identity(&reader, &reading)
        switch reader.left {
        case 0: return
        case 1, 2, 3:
            reading.note("resetReason", .unsigned(UInt64(try reader.uint8())))
            if let battery = reader.next { reading.note("batteryKind", .unsigned(UInt64(battery))) }
        case 4: reading.note("meterId", .string("\(try reader.littleEndian(4))"))
        case 6, 8:
            let hasSensor = reader.left == 8
            reading.note("resetReason", .unsigned(UInt64(try reader.uint8())))
            reading.note("generalInfo", .unsigned(UInt64(try reader.uint8())))
            reading.note("hardware", .unsigned(UInt64(try reader.uint8())))
            if hasSensor { reading.note("sensorFirmware", .unsigned(try reader.littleEndian(2))) }
            reading.add(.operatingTime, Double(try reader.littleEndian(3)), nil, .counter)
        default:
            reading.note("resetReason", .unsigned(UInt64(try reader.uint8())))
            reading.note("debug", .string(Hexadecimal.encode(reader.rest())))
        }
    }

    /// A packet of settings, kept as it is.
    static func kept(_ payload: [UInt8], as name: String) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        let parameter = Parameter(name: name, value: .string(Hexadecimal.encode(payload)))
        return Decoded(readings: [DecodedReading(observations: [], parameters: [parameter])])
    }

    /// A battery that is mapped as LoRaWAN does: 1 to 254 for 0 to 100 %, 0 fed from outside, 255 unknown.
    static func addBattery(_ byte: UInt8, _ reading: inout ReadingBuilder) {
        switch byte {
        case 0: reading.add(.externalPower, true)
        case 255: reading.addMissing(.batteryLevel)
        default: reading.add(.batteryLevel, Double(byte) * 100 / 254)
        }
    }
}

extension DecodeError {
    /// The same error of a payload that begins some bytes further on.
    func moved(by step: Int) -> DecodeError {
        switch self {
        case .truncated(let offset, let needed, let available):
            .truncated(offset: offset + step, needed: needed, available: available)
        case .trailingBytes(let offset, let count): .trailingBytes(offset: offset + step, count: count)
        case .unknownType(let offset, let type): .unknownType(offset: offset + step, type: type)
        case .invalidValue(let offset, let field): .invalidValue(offset: offset + step, field: field)
        case .nothingFound(let offset): .nothingFound(offset: offset + step)
        default: self
        }
    }
}
