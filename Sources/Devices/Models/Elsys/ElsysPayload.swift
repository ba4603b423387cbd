import Observations

/// The payload of all Elsys sensors: records one after another.
///
/// | byte | meaning |
/// | --- | --- |
/// | type, bits 7 and 6 | how many bytes of age follow the value: 0, 1, 2 or 4 |
/// | type, bits 5 to 0 | what it is: `ElsysRecord` |
/// | value | the highest byte first |
/// | age | how many seconds ago it was measured |
///
/// Records of different ages become readings of their own. A record of an unknown type ends the payload, since its size
/// is unknown: what stands before is kept and the rest goes along as the parameter `undecoded`; where nothing stands
/// before, the payload is refused. `3E` is the list of settings that a sensor sends when it starts, on the next port.
///
/// Source: Elektroniksystem i Umeå AB, "Elsys LoRa payload" (elsys.se/public/documents/Sensor_payload.pdf).
enum ElsysPayload {
    static let debugType: UInt8 = 0x3D
    static let settingsType: UInt8 = 0x3E

    /// Reads a payload.
    static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var parts: [(age: UInt32, reading: ReadingBuilder)] = []
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let byte = try reader.uint8()
            let type = byte & 0x3F
            if type == settingsType {
                ElsysPayload.note("settings", try reader.take(reader.left), &parts)
                break
            }
            guard let record = ElsysRecord.table[Int(type)] else {
                guard !parts.isEmpty else { throw .unknownType(offset: offset, type: Int(type)) }
                ElsysPayload.note("undecoded", payload[offset...], &parts)
                skipped += 1
                break
            }
            let value = try reader.take(record.size)
            let ageSize = byte >> 6 == 3 ? 4 : Int(byte >> 6)
            let age = ageSize == 0 ? 0 : UInt32(truncatingIfNeeded: try reader.bigEndian(ageSize))
            let place = ElsysPayload.place(of: age, &parts)
            record.add(value, to: &parts[place].reading)
        }
        let readings = parts.map { part in
            DecodedReading(
                time: part.age == 0
                    ? nil : context.referenceTime.advanced(byMicroseconds: -Int64(part.age) * 1_000_000),
                observations: part.reading.observations,
                parameters: part.reading.parameters
            )
        }
        return Decoded(readings: readings, skippedFields: skipped)
    }

    private static func place(of age: UInt32, _ parts: inout [(age: UInt32, reading: ReadingBuilder)]) -> Int {
        for index in parts.indices.reversed() where parts[index].age == age { return index }
        parts.append((age, ReadingBuilder()))
        return parts.count - 1
    }

    private static func note(
        _ name: String,
        _ bytes: ArraySlice<UInt8>,
        _ parts: inout [(age: UInt32, reading: ReadingBuilder)]
    ) {
        let place = place(of: 0, &parts)
        parts[place].reading.add(Parameter(name: name, value: .string(Hexadecimal.encode(bytes))))
    }
}
