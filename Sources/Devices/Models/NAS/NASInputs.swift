import Observations

/// The inputs of UM3023 and UM3033 readers, firmware 0.5 to 0.7, and of CM3060.
///
/// The lowest byte of a number comes first.
///
/// | part | bytes | meaning |
/// | --- | --- | --- |
/// | settings | 1 | what follows: bits 0, 1 digital inputs, 2, 3 analog inputs, 4 SSI, 5 M-Bus; 6 sent by the user |
/// | status (port 24) | 3 | battery (1 to 254 for 0 to 100 %), temperature in Cel, RSSI in −dBm; CM3060: one byte more |
/// | digital input | 5 | medium (bits 4–7), alert (2), trigger mode (1), level (0); counter:4 |
/// | analog input | 1, 4, 4 | average is sent (bit 7), value is sent (6), alert (1), 4–20 mA (0); value, average (IEEE 754) |
/// | M-Bus | 1 or 2 | state of the bus; firmware 0.7 has the meter's status as well; then records of EN 13757-3 |
///
/// | medium | 0 | 1 | 2 | 3 | 4 | 5 |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | | none | pulses | water, L | electricity, W.h | gas, L | heat, W.h |
///
/// Whether the M-Bus part has one byte or two in front of its records is found by which way all of them can be read, and
/// give values that are possible.
///
/// Source: NAS Instruments, "Pulse + Analog Reader UM3023" 0.5.0 and 0.7.0, "Pulse Reader MBus UM3033" 0.7.0, "BK-G Pulse
/// Reader CM3060".
enum NASInputs {
    static let properties: [ObservedProperty] =
        [
            .pulseCount, .waterVolume, .activeEnergyImport, .gasVolume, .heatEnergy, .contactClosed, .alarmActive,
            .batteryLevel, .externalPower, .deviceTemperature, .signalStrength, .voltage, .current, .deviceFault,
        ] + MBusProperty.all(of: .other)

    /// Reads a usage or status packet; the status has so many bytes.
    static func read(_ payload: [UInt8], isStatus: Bool, statusBytes: Int = 3) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let settings = try reader.uint8()
        guard settings & 0x3F != 0, settings & 0x80 == 0 else { throw .invalidValue(offset: 0, field: "settings") }
        if isStatus {
            NASSystem.addBattery(try reader.uint8(), &reading)
            reading.add(.deviceTemperature, Double(try reader.int8()))
            if statusBytes == 3 {
                reading.add(.signalStrength, -Double(try reader.uint8()))
            } else {
                reading.note("reserved", .string(Hexadecimal.encode(try reader.take(statusBytes - 2))))
            }
        }
        for (bit, channel) in inputs where settings & bit != 0 { try digital(&reader, channel, &reading) }
        for (bit, channels) in analogInputs where settings & bit != 0 { try analog(&reader, channels, &reading) }
        reading.note("userTriggered", .boolean(settings & 0x40 != 0))
        if settings & 0x10 != 0 {
            reading.note("undecoded", .string(Hexadecimal.encode(reader.rest())))
        } else if settings & 0x20 != 0 {
            try bus(&reader, &reading)
        }
        try reader.finish()
        return reading
    }

    private static let inputs: [(UInt8, Channel)] = [(0x01, "input-1"), (0x02, "input-2")]
    private static let analogInputs: [(UInt8, (Channel, Channel))] = [
        (0x04, ("analog-1", "analog-1-average")), (0x08, ("analog-2", "analog-2-average")),
    ]

    private static func digital(
        _ reader: inout ByteReader,
        _ channel: Channel,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let flags = try reader.uint8()
        let count = Double(try reader.littleEndian(4))
        reading.add(.pulseCount, count, channel, .counter)
        switch flags >> 4 {
        case 2: reading.add(.waterVolume, count / 1000, channel, .counter)
        case 3: reading.add(.activeEnergyImport, count / 1000, channel, .counter)
        case 4: reading.add(.gasVolume, count / 1000, channel, .counter)
        case 5: reading.add(.heatEnergy, count / 1000, channel, .counter)
        default: break
        }
        reading.add(.contactClosed, flags & 1 != 0, channel)
        if flags & 2 != 0 || flags & 4 != 0 { reading.add(.alarmActive, flags & 4 != 0, channel) }
    }

    private static func analog(
        _ reader: inout ByteReader,
        _ channels: (value: Channel, average: Channel),
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let flags = try reader.uint8()
        let isCurrent = flags & 1 != 0
        for (bit, channel) in [(UInt8(0x40), channels.value), (0x80, channels.average)] where flags & bit != 0 {
            let value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4))))
            reading.add(isCurrent ? .current : .voltage, isCurrent ? value / 1000 : value, channel)
        }
        reading.add(.alarmActive, flags & 2 != 0, channels.value)
    }

    // MARK: M-Bus

    private static func bus(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("busState", .unsigned(UInt64(try reader.uint8() & 15)))
        let start = reader.offset
        let payload = reader.bytes
        _ = reader.rest()
        guard start < payload.count else { return }
        var best: (reading: ReadingBuilder, doubts: Int)?
        for header in [1, 0] {
            var attempt = reading
            if header == 1 { attempt.note("meterStatus", .unsigned(UInt64(payload[start]))) }
            guard records(payload, from: start + header, &attempt) else { continue }
            let doubts = attempt.observations.count { $0.quality != .good }
            if doubts < best?.doubts ?? .max { best = (attempt, doubts) }
        }
        if let best {
            reading = best.reading
            return
        }
        reading.note("undecoded", .string(Hexadecimal.encode(payload[start...])))
    }

    /// Reads records to the end; whether each of them has data and is known.
    private static func records(_ payload: [UInt8], from start: Int, _ reading: inout ReadingBuilder) -> Bool {
        var reader = ByteReader(payload)
        do throws(DecodeError) {
            try reader.skip(start)
            while let record = try MeterRecord.next(&reader) {
                guard !record.data.isEmpty, record.add(to: &reading, .other) else { return false }
            }
        } catch {
            return false
        }
        return true
    }
}
