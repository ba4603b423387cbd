import Observations

/// Dragino LHT65 and LHT65N: temperature, humidity, and what is plugged in.
///
/// Every entry has 11 bytes, numbers with the highest byte first:
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 2 | bits 14, 15: state of the battery, 0 very low to 3 good; battery mV; for type 9 the probe 0.01 Cel |
/// | 2 | 2 | temperature 0.01 Cel with a sign |
/// | 4 | 2 | humidity 0.1 % in the lower 12 bits; for type 9 bits 14, 15: state of the battery |
/// | 6 | 1 | bits 0 to 3: type of what is plugged in; 6: answer to a poll; 7: nothing is plugged in |
/// | 7 | 4 | by type: 1, 2 probe 0.01 Cel:2; 4 level of the pin, whether it caused the message; 5 illuminance lx:2; 6 voltage mV:2; 7 pulses:2; 8 pulses:4; 9 time s since 1970; 15 the second half of a serial number, whose first half stands in 2 to 5 |
///
/// Answers to a poll are rows of such entries with the time in 7 to 10 and the plugged sensor's value in 0 to 1; they become a
/// reading each. Spare bytes are 0, or `7F FF`. An answer of zeros says that nothing was logged. A probe that is not connected gives 7FFFh.
///
/// Source: Dragino, "LHT65 User Manual", sections 2.4 and 2.6.4, "LHT65N User Manual", section 2.4.
enum DraginoClimate {
    static let properties: [ObservedProperty] = [
        .batteryVoltage, .airTemperature, .relativeHumidity, .externalTemperature, .digitalValue, .illuminance,
        .voltage,
        .pulseCount,
    ]

    private static let entryBytes = 11
    private static let missingProbe: Int16 = 0x7FFF

    /// Reads an entry, or the answer to a poll.
    static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard payload.count >= entryBytes else {
            throw .truncated(offset: 0, needed: entryBytes, available: payload.count)
        }
        if payload[6] & 0x40 != 0 || payload.count > entryBytes || payload.allSatisfy({ $0 == 0 }) {
            return try log(payload)
        }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let flags = payload[6]
        let type = flags & 15
        let first = try reader.uint16()
        if type == 9 {
            addProbe(Int16(bitPattern: first), &reading)
            reading.note("batteryState", .unsigned(UInt64(payload[4] >> 6)))
        } else {
            reading.add(.batteryVoltage, Double(first & 0x3FFF) / 1000)
            reading.note("batteryState", .unsigned(UInt64(first >> 14)))
        }
        if type == 15 {
            let serial = payload[2...5] + payload[7...10]
            reading.note("probeSerialNumber", .string(Hexadecimal.encode(serial)))
        } else {
            try addClimate(&reader, &reading)
            try reader.skip(1)
            try addPlugged(type, &reader, &reading)
            let spare = reader.rest()
            if !spare.allSatisfy({ $0 == 0 }) && !spare.allSatisfy({ $0 == 0xFF || $0 == 0x7F }) {
                reading.noteUndecoded(spare)
            }
        }
        reading.note("pluggedType", .unsigned(UInt64(type)))
        if flags & 0x80 != 0 { reading.note("isUnplugged", .boolean(true)) }
        if flags & 0x30 != 0 { reading.noteUndecoded([flags]) }
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func addClimate(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.airTemperature, Double(try reader.int16()) / 100)
        reading.add(.relativeHumidity, Double(try reader.uint16() & 0xFFF) / 10)
    }

    private static func addPlugged(
        _ type: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        switch type {
        case 0: return
        case 1, 2: addProbe(try reader.int16(), &reading)
        case 4:
            reading.add(.digitalValue, try reader.uint8() == 0 ? 0 : 1, Channels.pin)
            reading.note("isInterrupt", .boolean(try reader.uint8() != 0))
        case 5: reading.add(.illuminance, Double(try reader.uint16()))
        case 6: reading.add(.voltage, Double(try reader.uint16()) / 1000, Channels.input)
        case 7: reading.add(.pulseCount, Double(try reader.uint16()), nil, .counter)
        case 8: reading.add(.pulseCount, Double(try reader.uint32()), nil, .counter)
        case 9: reading.time = time(try reader.uint32())
        default: reading.noteUndecoded(reader.rest())
        }
    }

    private static func addProbe(_ value: Int16, _ reading: inout ReadingBuilder) {
        guard value != missingProbe else { return reading.addMissing(.externalTemperature) }
        reading.add(.externalTemperature, Double(value) / 100)
    }

    private static func log(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var readings: [DecodedReading] = []
        readings.reserveCapacity(payload.count / entryBytes)
        while reader.left > 0 {
            try reader.require(entryBytes)
            var reading = ReadingBuilder()
            let first = try reader.uint16()
            let type = payload[reader.offset + 4] & 15
            if payload[reader.offset - 2..<reader.offset + 9].allSatisfy({ $0 == 0 }) {
                try reader.skip(entryBytes - 2)
                reading.note("isLogEmpty", .boolean(true))
            } else {
                try addClimate(&reader, &reading)
                try reader.skip(1)
                reading.time = time(try reader.uint32())
                addLogged(first, type, &reading)
                reading.note("pluggedType", .unsigned(UInt64(type)))
            }
            readings.append(reading.reading)
        }
        return Decoded(readings: readings)
    }

    private static func addLogged(_ value: UInt16, _ type: UInt8, _ reading: inout ReadingBuilder) {
        switch type {
        case 1, 2, 9: addProbe(Int16(bitPattern: value), &reading)
        case 4: reading.add(.digitalValue, value >> 8 == 0 ? 0 : 1, Channels.pin)
        case 5: reading.add(.illuminance, Double(value))
        case 6: reading.add(.voltage, Double(value) / 1000, Channels.input)
        case 7, 8: reading.add(.pulseCount, Double(value), nil, .counter)
        default: reading.note("pluggedValue", .unsigned(UInt64(value)))
        }
    }

    private static func time(_ seconds: UInt32) -> Timestamp? {
        seconds == 0 ? nil : Timestamp(seconds: Int64(seconds))
    }

    private enum Channels {
        static let pin: Channel = "pin"
        static let input: Channel = "input"
    }
}
