import Observations

/// The usage packet of CM30xx modules, firmware 1.3 and 2.3 (port 25).
///
/// The lowest byte of a number comes first.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | `04` |
/// | 1 | alerts: 0 backflow, 1 broken pipe, 2 continuous flow, 3 tamper, 4 temperature, 5 battery, 6 no usage, 7 any now |
/// | 2 | meter: 0 connected, 1 no answer, 2 and 4 protocol, 3 damaged, 5 bus shorted |
/// | 3 | bits 0–2 exponent + 6, 3–4 medium (water, warm water, gas), 5–6 unit (m3, gal, ft3), 7 privacy |
/// | 4 | age of the meter's value (`NASDeviceStatus.addActuality`) |
/// | 5–8 | volume |
/// | +2 | with privacy, the date: bits 0–4 day, 5–7 and 12–15 year from 2000, 8–11 month from 0 |
/// | +1 | bit 0 the app was connected within a day, 1 the status follows |
/// | +10 | `NASDeviceStatus`, and the meter's serial:4 |
///
/// Source: NAS Instruments, codec cm30xx 2.3.x.
enum NASMeterPacket {
    static func read(_ payload: [UInt8]) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        try reader.skip(1)
        let alerts = try reader.uint8()
        let status = try reader.uint8()
        let meter = try reader.uint8()
        guard meter & 7 >= 3 else { throw .invalidValue(offset: 3, field: "exponent") }
        guard meter >> 3 & 3 < 3 else { throw .invalidValue(offset: 3, field: "medium") }
        guard meter >> 5 & 3 < 3 else { throw .invalidValue(offset: 3, field: "unit") }
        let actuality = try reader.uint8()
        let volume = Double(try reader.littleEndian(4))
        let litres = [1, 3.785411784, 28.316846592][Int(meter >> 5 & 3)]
        let exponent = Int(meter & 7) - 6
        let scaled = exponent < 0 ? volume / [1, 10, 100, 1000][-exponent] : volume * [1, 10][exponent]
        let property: ObservedProperty = meter >> 3 & 3 == 2 ? .gasVolume : .waterVolume
        let value = litres == 1 ? scaled : scaled * litres / 1000
        reading.add(property, value, nil, .counter, isFault: status != 0)
        NASDeviceStatus.addActuality(actuality, &reading)
        reading.add(.backflowDetected, alerts & 0x01 != 0)
        reading.add(.burstDetected, alerts & 0x02 != 0)
        reading.add(.leakDetected, alerts & 0x04 != 0)
        reading.add(.tamperDetected, alerts & 0x08 != 0)
        reading.add(.alarmActive, alerts & 0x10 != 0, "temperature")
        reading.add(.batteryLow, alerts & 0x20 != 0)
        reading.add(.noConsumption, alerts & 0x40 != 0)
        reading.add(.deviceFault, status != 0)
        reading.note("meterStatus", .unsigned(UInt64(status)))
        reading.note("meterMedium", .unsigned(UInt64(meter >> 3 & 3)))
        if meter & 0x80 != 0 {
            let (low, high) = (try reader.uint8(), try reader.uint8())
            let year = 2000 + Int(low >> 5) + Int(high >> 4) * 8
            reading.note("readoutDate", .string("\(year)-\(two(Int(high & 15) + 1))-\(two(Int(low & 31)))"))
        }
        let general = try reader.uint8()
        reading.note("appConnected", .boolean(general & 1 != 0))
        if general & 2 != 0 {
            try NASDeviceStatus.read(&reader, &reading)
            let serial = try reader.take(4)
            if serial.contains(where: { $0 != 0xFF }) { reading.note("meterId", .string(NASSystem.serial(serial))) }
        }
        try reader.finish()
        return reading
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
