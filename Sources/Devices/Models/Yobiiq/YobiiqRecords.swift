import Observations

/// The records of Yobiiq devices: a channel, a type and a value each.
enum YobiiqRecords {
    /// The answer to a command: one byte.
    static func answer(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard payload[0] <= 1 else { throw .invalidValue(offset: 0, field: "answer") }
        let parameter = Parameter(name: "command", value: .string(payload[0] == 0 ? "succeeded" : "failed"))
        return Decoded(readings: [DecodedReading(observations: [], parameters: [parameter])])
    }

    /// Reads records by a table of their types.
    ///
    /// - Parameters:
    ///   - payload: all of it.
    ///   - table: the fields by their type, or by their channel.
    ///   - isByChannel: whether the channel says what the value is.
    ///   - hasModbus: whether channel `0B` with type `0A` is an error of the Modbus.
    /// - Returns: one reading; a record of an unknown type ends it.
    /// - Throws: what is wrong with the payload.
    static func read(
        _ payload: [UInt8],
        _ table: [YobiiqField?],
        isByChannel: Bool = false,
        hasModbus: Bool = false
    ) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let channel = try reader.uint8()
            let type = try reader.uint8()
            if hasModbus, channel == 0x0B, type == 0x0A {
                let code = try reader.uint8()
                reading.note("modbusError", .unsigned(UInt64(code)))
                reading.add(.deviceFault, code != 0)
                continue
            }
            let key = isByChannel ? channel : type
            guard let field = table[Int(key)] else {
                guard !reading.isEmpty else {
                    throw .unknownType(offset: isByChannel ? offset : offset + 1, type: Int(key))
                }
                reading.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                skipped += 1
                break
            }
            if case .text = field.meaning {
                var end = reader.offset
                while end < payload.count, payload[end] != channel { end += 1 }
                field.add(try reader.take(end - reader.offset), to: &reading)
            } else {
                field.add(try reader.take(field.size), to: &reading)
            }
        }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }
}
