import Observations

/// The packets of CM3061 pulse readers, firmware 1.2.
///
/// The lowest byte of a number comes first.
///
/// | status (port 24) | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | `01` |
/// | 1 | 1 | why it was sent: bit 7 alert, 6 magnet, 5 app |
/// | 2 | 1 | alerts: bit 3 tamper |
/// | 3 | 1 | battery: 1 to 254 for 0 to 100 %, 255 unknown |
/// | 4 | 1 | battery, not described |
/// | 5 | 1 | temperature, Cel; signed |
/// | 6 | 1 | its spread, not described |
/// | 7 | 2 | RSSI, −dBm, and SNR, dB, of the last downlink |
/// | 9 | 4 | gas, L; `FFFFFFFF` unknown |
///
/// Usage (port 25) is `01`, a byte whose bit 2 says that gas was used, and the litres. Settings (port 50) are `00` and
/// `05`, a byte that says which ones follow, and these.
///
/// Source: NAS Instruments, "LoRaWAN Pulser BK-G CM3061".
enum NASReaderPacket {
    static func read(_ payload: [UInt8], isStatus: Bool) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        try reader.skip(1)
        let general = try reader.uint8()
        reading.note("general", .unsigned(UInt64(general)))
        if isStatus {
            let alerts = try reader.uint8()
            reading.add(.tamperDetected, alerts & 0x08 != 0)
            reading.note("alerts", .unsigned(UInt64(alerts)))
            NASSystem.addBattery(try reader.uint8(), &reading)
            reading.note("batteryOffset", .unsigned(UInt64(try reader.uint8())))
            reading.add(.deviceTemperature, Double(try reader.int8()))
            reading.note("temperatureOffset", .unsigned(UInt64(try reader.uint8())))
            reading.add(.signalStrength, -Double(try reader.uint8()))
            reading.add(.signalToNoiseRatio, Double(try reader.int8()))
        }
        let count = try reader.littleEndian(4)
        if count == 0xFFFF_FFFF {
            reading.addMissing(.gasVolume)
            reading.addMissing(.pulseCount)
        } else {
            reading.add(.gasVolume, Double(count) / 1000, nil, .counter)
            reading.add(.pulseCount, Double(count), nil, .counter)
        }
        if reader.left > 0 { reading.note("undecoded", .string(Hexadecimal.encode(reader.rest()))) }
        return reading
    }

    /// Settings that were read or changed.
    static func settings(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let isReporting = try reader.uint8() == 0x00
        reading.note("packet", .string(isReporting ? "reporting-configuration" : "metering-configuration"))
        let sent = try reader.uint8()
        if isReporting {
            if sent & 1 != 0 { reading.note("usageIntervalMinutes", .unsigned(try reader.littleEndian(2))) }
            if sent & 2 != 0 { reading.note("statusIntervalMinutes", .unsigned(try reader.littleEndian(2))) }
            if sent & 4 != 0 { reading.note("usageBehaviour", .unsigned(UInt64(try reader.uint8()))) }
        } else {
            if sent & 1 != 0 { reading.note("pulseExponent", .unsigned(UInt64(try reader.uint8() & 7))) }
            if sent & 2 != 0 { reading.note("absoluteReading", .unsigned(try reader.littleEndian(4))) }
            if sent & 4 != 0 { reading.note("readingOffset", .signed(try reader.signedLittleEndian(2))) }
            if sent & 16 != 0 { reading.note("meterId", .string("\(try reader.littleEndian(4))")) }
        }
        if reader.left > 0 { reading.note("undecoded", .string(Hexadecimal.encode(reader.rest()))) }
        return Decoded(readings: [reading.reading])
    }
}
