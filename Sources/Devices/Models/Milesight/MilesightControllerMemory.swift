import Observations

/// The memory of Milesight's controllers: records of a time, which values there are, and the values.
///
/// | device | channel | type | after the time |
/// | --- | --- | --- | --- |
/// | UC300 | 20 | DC | u16, a bit for each: inputs 1 to 4 (kind u8: 0 state, else pulses; u32), outputs 1 and 2 (u8), PT100 1 and 2 (f16), current 1 and 2, voltage 1 and 2 (4 f16), text (48 bytes) |
/// | UC300 | 20 | DD | u32, a bit for each Modbus channel; kind u8 and four bytes for each |
/// | UC50x | 20 | DC | input 1 and 2 (kind u8: 0 input, 1 output, 2 pulses; u32), analog input 1 and 2 (i32, 0.001) |
/// | UC50x | 20 | DD | u16, a bit for each Modbus channel; kind u8 and four bytes for each |
/// | UC50x | 20 | E0 | u16, a bit for each SDI-12 channel; 36 characters for each |
/// | UC100 | 20 | CE | Modbus channel from 0, bit 1 it was read, bits 2 to 6 kind, bit 7 with a sign; four bytes |
/// | UC100 | 20 | CD | u8, so many characters |
///
/// Source: Milesight IoT, UC100, UC300 and UC50x User Guide, "Historical Data"; SensorDecoders, uc-series.
enum MilesightControllerMemory {
    static let inputsOfUC300: MilesightRecord = .variable(
        0x20,
        0xDC,
        [.digitalValue, .pulseCount, .externalTemperature, .current, .voltage]
    ) { (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        let mask = try reader.littleEndian(2)
        reading.note("channelMask", .unsigned(mask))
        for bit in 0..<13 where mask >> UInt64(bit) & 1 == 1 {
            switch bit {
            case 0..<4: try input(MilesightControllers.inputs[bit], &reader, &reading)
            case 4, 5:
                reading.add(.digitalValue, Double(try reader.uint8()), MilesightControllers.outputs[bit - 4])
            case 6, 7:
                let number = MilesightFormat.float16.number(try reader.littleEndian(2))
                reading.add(.externalTemperature, number, MilesightControllers.probes[bit - 6].value)
            case 8, 9:
                let fields = MilesightControllers.currents[bit - 8].halves(.current, per: 1000)
                for field in fields { try field.read(&reader, &reading) }
            case 10, 11:
                let fields = MilesightControllers.voltages[bit - 10].halves(.voltage)
                for field in fields { try field.read(&reader, &reading) }
            default: reading.note("message", .string(MilesightDeviceRecords.characters(try reader.take(48))))
            }
        }
        readings.remember(reading)
    }

    static let modbusOfUC300 = modbus(maskBytes: 4, kindBits: 0x7F)
    static let modbusOfUC50x = modbus(maskBytes: 2, kindBits: 0x07)

    static let inputsOfUC50x: MilesightRecord = .variable(
        0x20,
        0xDC,
        [.digitalValue, .pulseCount, .analogValue]
    ) { (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        for number in 0..<2 {
            let kind = try reader.uint8()
            let value = Double(try reader.littleEndian(4))
            switch kind {
            case 0: reading.add(.digitalValue, value, MilesightControllers.inputs[number])
            case 1: reading.add(.digitalValue, value, MilesightControllers.outputs[number])
            default: reading.add(.pulseCount, value, MilesightControllers.inputs[number], .counter)
            }
        }
        for number in 0..<2 {
            let value = MilesightFormat.i32.number(try reader.littleEndian(4)) / 1000
            reading.add(.analogValue, value, MilesightControllers.analogs[number].value)
        }
        readings.remember(reading)
    }

    static let textsOfUC50x: MilesightRecord = .variable(0x20, 0xE0, []) { (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        let mask = try reader.littleEndian(2)
        reading.note("channelMask", .unsigned(mask))
        for bit in 0..<16 where mask >> UInt64(bit) & 1 == 1 {
            let text = MilesightDeviceRecords.characters(try reader.take(36))
            reading.note("sdi12Channel\(bit + 1)", .string(text))
        }
        readings.remember(reading)
    }

    static let modbusOfUC100: MilesightRecord = .variable(0x20, 0xCE, [.analogValue]) {
        (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        let channel = Int(try reader.uint8()) + 1
        let offset = reader.offset
        let type = try reader.uint8()
        guard let kind = MilesightModbus.kindOfUC100Memory(type >> 2 & 0x1F) else {
            throw .unknownType(offset: offset, type: Int(type))
        }
        if type >> 1 & 1 == 1 {
            let isSigned = type >> 7 == 1
            try MilesightModbus.read(kind, isSigned: isSigned, channel: channel, width: 4, &reader, &reading)
        } else {
            try reader.skip(4)
            reading.addMissing(.analogValue, .numbered("modbus", channel))
        }
        readings.remember(reading)
    }

    static let messageOfUC100: MilesightRecord = .variable(0x20, 0xCD, []) { (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        let count = Int(try reader.uint8())
        reading.note("message", .string(MilesightDeviceRecords.characters(try reader.take(count))))
        readings.remember(reading)
    }

    private static func input(
        _ channel: Channel,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let isState = try reader.uint8() == 0
        let value = Double(try reader.littleEndian(4))
        if isState {
            reading.add(.digitalValue, value, channel)
        } else {
            reading.add(.pulseCount, value, channel, .counter)
        }
    }

    private static func modbus(maskBytes: Int, kindBits: UInt8) -> MilesightRecord {
        .variable(0x20, 0xDD, [.analogValue]) { (reader, readings) throws(DecodeError) in
            var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
            let mask = try reader.littleEndian(maskBytes)
            reading.note("channelMask", .unsigned(mask))
            for bit in 0..<8 * maskBytes where mask >> UInt64(bit) & 1 == 1 {
                let offset = reader.offset
                let type = try reader.uint8()
                guard let kind = MilesightModbus.kindOfUC300(type & kindBits) else {
                    throw .unknownType(offset: offset, type: Int(type))
                }
                let isSigned = kindBits == 0x7F && type >> 7 == 1
                try MilesightModbus.read(kind, isSigned: isSigned, channel: bit + 1, width: 4, &reader, &reading)
            }
            readings.remember(reading)
        }
    }
}
