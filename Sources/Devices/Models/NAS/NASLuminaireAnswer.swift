import Observations

/// What NAS luminaire controllers answer to commands (port 60), and their alerts (port 61).
///
/// | port 60 | meaning |
/// | --- | --- |
/// | 00 | DALI status: address and status of every driver |
/// | 01 | dimmed by hand: address and level in % each, `FF` back to the profile |
/// | 06 | inputs: `01` digital input, `02` LDR, `03` THR, `04` relay (bit 0) and open drain (bit 1), a byte each |
/// | 09 | dimmed for some time: address, level, minutes each |
/// | 0C | open drain output: bit 0 |
/// | 03, 04, 05, 07, 08, 0A, 0B | DALI commands and memory, kept as they are |
///
/// | port 61 | meaning |
/// | --- | --- |
/// | 80 | digital input: bits 4–7 of the next byte are the length of the counter, bit 0 its state if that is 4 |
/// | 81 | LDR: `20`, its state, its value |
/// | 83 | drivers: a byte, then address and DALI status of each |
/// | 84 | metering: 0 lamp, 1 current, 2 voltage low, 3 high, 4 power factor; power:2 W, voltage:2 V, power factor:1 0.01 |
/// | 85 | light sensor: step of dimming |
enum NASLuminaireAnswer {
    static func command(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        reading.note("packet", .string("command"))
        let payload = reader.bytes
        reading.note("command", .string(Hexadecimal.encode(payload)))
        let type = try reader.uint8()
        switch type {
        case 0x00 where reader.left > 1:
            while reader.left > 0 {
                let address = try reader.uint8()
                NASLightAddress.addStatus(try reader.uint8(), of: address, &reading)
            }
        case 0x01, 0x09:
            while reader.left > 0 {
                let address = try reader.uint8()
                let level = try reader.uint8()
                if type == 0x09 { try reader.skip(1) }
                guard level != 0xFF else { continue }
                reading.add(.dimmingLevel, Double(level), NASLightAddress.channels[Int(address)].mains)
            }
        case 0x06 where reader.left == 8:
            let values = Array(reader.rest())
            guard [values[0], values[2], values[4], values[6]] == [1, 2, 3, 4] else {
                throw .invalidValue(offset: 1, field: "interface")
            }
            if values[1] <= 1 { reading.add(.contactClosed, values[1] == 1, "input-1") }
            if values[3] != 0xFF { reading.add(.lightLevel, Double(values[3])) }
            reading.add(.relayClosed, values[7] & 1 != 0)
            reading.add(.switchOn, values[7] & 2 != 0, "open-drain")
        case 0x0C:
            reading.add(.switchOn, try reader.uint8() & 1 != 0, "open-drain")
            try reader.finish()
        case 0x00, 0x02...0x08, 0x0A, 0x0B: break
        default: throw .unknownType(offset: 0, type: Int(type))
        }
        return Decoded(readings: [reading.reading])
    }

    static func alert(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        reading.note("packet", .string("alert"))
        let type = try reader.uint8()
        let flags = try reader.uint8()
        switch type {
        case 0x80:
            let size = Int(flags >> 4)
            guard size == 2 || size == 4 else { throw .invalidValue(offset: 1, field: "length") }
            if size == 4 { reading.add(.contactClosed, flags & 1 != 0, "input-1") }
            reading.add(.eventCount, Double(try reader.littleEndian(size)), "input-1", .counter)
            try reader.finish()
        case 0x81:
            reading.add(.digitalValue, try reader.uint8() & 1 != 0, "ldr")
            reading.add(.lightLevel, Double(try reader.uint8()))
            try reader.finish()
        case 0x83:
            while reader.left > 0 {
                let address = try reader.uint8()
                NASLightAddress.addStatus(try reader.uint8(), of: address, &reading)
            }
        case 0x84:
            reading.add(.lampFault, flags & 0x01 != 0)
            reading.add(.overcurrentDetected, flags & 0x02 != 0)
            reading.add(.undervoltageDetected, flags & 0x04 != 0)
            reading.add(.overvoltageDetected, flags & 0x08 != 0)
            reading.add(.alarmActive, flags & 0x10 != 0, "power-factor")
            reading.add(.activePower, Double(try reader.littleEndian(2)))
            reading.add(.voltage, Double(try reader.littleEndian(2)))
            reading.add(.powerFactor, Double(try reader.uint8()) / 100)
            try reader.finish()
        case 0x85:
            reading.note("dimmingStep", .unsigned(UInt64(flags)))
            try reader.finish()
        default: throw .unknownType(offset: 0, type: Int(type))
        }
        return Decoded(readings: [reading.reading])
    }
}
