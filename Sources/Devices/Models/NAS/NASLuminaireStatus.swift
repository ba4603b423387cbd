import Observations

/// The status of NAS luminaire controllers.
///
/// | old (port 24) | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 4 | time, s since 1970; before 2015 a time since the start |
/// | 4 | 1 | bits 0 DALI fault outside, 1 DALI connection, 2 LDR, 3 THR, 4 digital input, 5 hardware, 6 firmware, 7 relay |
/// | 5 | 1 | firmware 0.6: RSSI, dBm, signed, then profiles; 1.0: RSSI, −dBm, then the rest of this table |
/// | 6 | 2 | SNR, dB, and temperature, Cel; signed |
/// | 8 | 1 | bits 0 THR and 1 LDR follow, 2 open drain; in the last 24 h: 4 voltage, 5 lamp, 6 power, 7 power factor |
/// | 9 | 0–2 | THR, LDR |
/// | … | 5 each | profile: number, sequence or reason, address, days, dimming level in % |
///
/// Which of the two it is follows from the length: profiles have five bytes, and no address is odd but `FF`.
///
/// | new (port 23) | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | `00` up to firmware 1.1.3, then `01` |
/// | 1 | 4, 1 | time and status as above; bits 5 metering, 6 clock |
/// | 6 | 1 | `01` only: bits 2 open drain, 6 LumaLink connected, 7 was since the start |
/// | … | 3 | RSSI, −dBm; SNR, dB; temperature, Cel |
/// | … | 1 | `00`: bits 1 LDR follows, 2 open drain, 4 alerts follow |
/// | … | 1 | LDR (`00`); alerts: bits 4 to 7 as above |
/// | … | n + 1 | `01` only: length and list of sensors: 01 LDR:1, 02 and 03 light:2, 04 digital input:1, 08 tilt:1 |
/// | … | 4 each | address, reason, dimming level in % (`FF` none), DALI status (`FF` none) |
///
/// Light is 10^(n / 4000) / 1000 lx; `FFFF` unknown.
enum NASLuminaireStatus {
    // MARK: Port 24

    static func readOld(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        reading.note("packet", .string("status"))
        let payload = reader.bytes
        try reader.require(6)
        NASLuminaire.addTime(try reader.littleEndian(4), &reading)
        let status = try reader.uint8()
        reading.add(.alarmActive, status & 0x01 != 0, "dali")
        reading.add(.alarmActive, status & 0x02 != 0, "dali-connection")
        reading.add(.digitalValue, status & 0x04 != 0, "ldr")
        reading.add(.digitalValue, status & 0x08 != 0, "thr")
        reading.add(.digitalValue, status & 0x10 != 0, "input")
        reading.add(.deviceFault, status & 0x20 != 0)
        reading.add(.alarmActive, status & 0x40 != 0, "firmware")
        reading.add(.relayClosed, status & 0x80 != 0)
        if isFirst(payload) {
            reading.add(.signalStrength, Double(try reader.int8()))
        } else {
            try radio(&reader, &reading)
            let flags = try reader.uint8()
            reading.add(.switchOn, flags & 0x04 != 0, "open-drain")
            alerts(flags, &reading)
            if flags & 1 != 0 { reading.note("thr", .unsigned(UInt64(try reader.uint8()))) }
            if flags & 2 != 0 { reading.add(.lightLevel, Double(try reader.uint8())) }
        }
        if reader.left > 0 {
            reading.note("profiles", .string(Hexadecimal.encode(payload[reader.offset...])))
        }
        while reader.left > 0 {
            try reader.skip(2)
            let address = try reader.uint8()
            try reader.skip(1)
            let level = try reader.uint8()
            guard level != 0xFF else { continue }
            reading.add(.dimmingLevel, Double(level), NASLightAddress.channels[Int(address)].mains)
        }
        return Decoded(readings: [reading.reading])
    }

    /// Whether it is a status of firmware 0.6.
    private static func isFirst(_ payload: [UInt8]) -> Bool {
        guard (payload.count - 6).isMultiple(of: 5) else { return false }
        return payload.count < 9 || payload[8] & 3 != 3 || payload[8] == 0xFF
    }

    // MARK: Port 23

    static func readNew(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        let header = try reader.uint8()
        guard header <= 1 else { throw .unknownType(offset: 0, type: Int(header)) }
        let hasSensors = header == 1
        reading.note("packet", .string("status"))
        NASLuminaire.addTime(try reader.littleEndian(4), &reading)
        let status = try reader.uint8()
        reading.add(.alarmActive, status & 0x02 != 0, "dali-connection")
        reading.add(.alarmActive, status & 0x20 != 0, "metering")
        reading.add(.alarmActive, status & 0x40 != 0, "clock")
        reading.add(.relayClosed, status & 0x80 != 0)
        if hasSensors {
            let more = try reader.uint8()
            reading.add(.switchOn, more & 0x04 != 0, "open-drain")
            reading.note("lumaLinkConnected", .boolean(more & 0x40 != 0))
            reading.note("lumaLinkConnectedSinceStart", .boolean(more & 0x80 != 0))
            try radio(&reader, &reading)
            alerts(try reader.uint8(), &reading)
            try sensors(&reader, &reading)
        } else {
            reading.add(.digitalValue, status & 0x04 != 0, "ldr")
            reading.add(.digitalValue, status & 0x10 != 0, "input")
            try radio(&reader, &reading)
            let flags = try reader.uint8()
            reading.add(.switchOn, flags & 0x04 != 0, "open-drain")
            if flags & 0x02 != 0 { reading.add(.lightLevel, Double(try reader.uint8())) }
            if flags & 0x10 != 0 { alerts(try reader.uint8(), &reading) }
        }
        try dimming(&reader, &reading)
        return Decoded(readings: [reading.reading])
    }

    private static func dimming(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        if reader.left > 0 {
            reading.note("dimmingSources", .string(Hexadecimal.encode(reader.bytes[reader.offset...])))
        }
        while reader.left > 0 {
            let address = try reader.uint8()
            try reader.skip(1)
            let level = try reader.uint8()
            if level != 0xFF {
                reading.add(.dimmingLevel, Double(level), NASLightAddress.channels[Int(address)].mains)
            }
            NASLightAddress.addStatus(try reader.uint8(), of: address, &reading)
        }
    }

    private static func sensors(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let end = Int(try reader.uint8()) + reader.offset
        try reader.require(end - reader.offset)
        while reader.offset < end {
            let offset = reader.offset
            let type = try reader.uint8()
            let size = type == 2 || type == 3 ? 2 : 1
            guard [1, 2, 3, 4, 8].contains(type), reader.offset + size <= end else {
                reading.note("undecoded", .string(Hexadecimal.encode(reader.bytes[offset..<end])))
                try reader.skip(end - reader.offset)
                return
            }
            let value = try reader.littleEndian(size)
            switch type {
            case 1: reading.add(.lightLevel, Double(value))
            case 2, 3: light(value, type == 3 ? "d4i" : nil, &reading)
            case 4: reading.add(.contactClosed, value & 1 != 0, "input-1")
            default:
                if value == 0xFF { reading.addMissing(.tilt) } else { reading.add(.tilt, Double(value)) }
            }
        }
    }

    // MARK: Parts

    private static func radio(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.signalStrength, -Double(try reader.uint8()))
        reading.add(.signalToNoiseRatio, Double(try reader.int8()))
        reading.add(.deviceTemperature, Double(try reader.int8()))
    }

    private static func alerts(_ flags: UInt8, _ reading: inout ReadingBuilder) {
        reading.add(.alarmActive, flags & 0x10 != 0, "voltage")
        reading.add(.lampFault, flags & 0x20 != 0)
        reading.add(.alarmActive, flags & 0x40 != 0, "power")
        reading.add(.alarmActive, flags & 0x80 != 0, "power-factor")
    }

    private static func light(_ raw: UInt64, _ channel: Channel?, _ reading: inout ReadingBuilder) {
        guard raw != 0xFFFF else { return reading.addMissing(.illuminance, channel) }
        reading.add(.illuminance, powerOfTen(Double(raw & 0x7FFF) / 4000) / 1000, channel)
    }

    /// 10 to an exponent from 0 to 9: the whole part by multiplication, the rest by the series of the exponential function.
    private static func powerOfTen(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        let rest = (exponent - whole) * 2.302585092994046
        var term = 1.0
        var sum = 1.0
        for step in 1...30 {
            term *= rest / Double(step)
            sum += term
        }
        for _ in 0..<Int(whole) { sum *= 10 }
        return sum
    }
}
