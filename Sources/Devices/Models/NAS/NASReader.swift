import Observations

/// The NAS UM30xx readers with two pulse inputs and M-Bus, L-Bus, IZAR, analog or SSI: firmware 0.5 to 0.7 and 4.0.
///
/// Firmware 4.0 begins usage (port 25) with `02` and status (port 24) with `82`; the older ones begin with the list of what
/// follows (`NASInputs`). A usage packet of 6 bytes that begins with `02` is an older one: the second input alone.
///
/// | byte of 4.0 | meaning |
/// | --- | --- |
/// | 1 | alerts: 0, 1 trigger of an input, 6 battery; 7 the app was connected within a day |
/// | +6 | status packet only: `NASDeviceStatus` |
/// | +1 | age of the values (`NASDeviceStatus.addActuality`) |
/// | +1 | what follows: bits 0, 1 inputs, 2–5 the interface: 8 M-Bus, 4 SSI |
/// | +5 or 9 | input: bit 0 closed, 1 a serial follows, 2–3 exponent, 4–7 medium; counter:4; serial:4 |
/// | … | M-Bus: bits 0–3 state, 4 cut short, 5 status:1 and serial:4 follow; records of EN 13757-3 |
/// | … | SSI: sensor; which of four channels and their averages follow; IEEE 754:4 each |
///
/// | medium | 0 | 1 | 2 | 3 | 4 |
/// | --- | --- | --- | --- | --- | --- |
/// | | triggers | pulses | water, L | electricity, W.h | gas, L |
///
/// Source: NAS Instruments, codec um30xx 4.0.x, and the documents of `NASInputs`.
enum NASReader {
    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: properties,
            ports: [24, 25, 49, 50, 53, 60, 61, 99],
            source: "NAS Instruments, UM30xx payload descriptions 0.5.0 and 0.7.0, codec um30xx 4.0.x",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) },
            simulator: simulate
        )
    }

    private static let properties: [ObservedProperty] = {
        var properties = NASInputs.properties
        let more: [ObservedProperty] = [.eventCount, .batteryLow, .analogValue, .externalTemperature, .operatingTime]
        for property in NASDeviceStatus.properties + more where !properties.contains(property) {
            properties.append(property)
        }
        return properties
    }()

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        guard let first = payload.first else { throw .nothingFound(offset: 0) }
        switch port {
        case 24: return Decoded(readings: [try status(payload).reading])
        case 25, nil:
            let isNew = first == 0x02 && payload.count != 6
            return Decoded(readings: [try (isNew ? packet(payload) : NASInputs.read(payload, isStatus: false)).reading])
        case 49: return try NASSystem.kept(payload, as: "configurationRequest")
        case 50: return try NASSystem.kept(payload, as: "configuration")
        case 53, 61: return try headers(payload)
        case 60: return try NASSystem.kept(payload, as: "command")
        case NASSystem.port: return try NASSystem.decode(payload, status: status)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    private static func status(_ payload: [UInt8]) throws(DecodeError) -> ReadingBuilder {
        try payload.first == 0x82 ? packet(payload) : NASInputs.read(payload, isStatus: true)
    }

    // MARK: Firmware 4.0

    private static func packet(_ payload: [UInt8]) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let isStatus = try reader.uint8() == 0x82
        let alerts = try reader.uint8()
        reading.add(.alarmActive, alerts & 1 != 0, "input-1")
        reading.add(.alarmActive, alerts & 2 != 0, "input-2")
        reading.add(.batteryLow, alerts & 0x40 != 0)
        reading.note("appConnected", .boolean(alerts & 0x80 != 0))
        if isStatus { try NASDeviceStatus.read(&reader, &reading) }
        NASDeviceStatus.addActuality(try reader.uint8(), &reading)
        let offset = reader.offset
        let sent = try reader.uint8()
        if sent & 1 != 0 { try input(&reader, 1, &reading) }
        if sent & 2 != 0 { try input(&reader, 2, &reading) }
        switch sent >> 2 & 15 {
        case 8: try bus(&reader, &reading)
        case 4: try serialSensor(&reader, &reading)
        case 0: break
        default: throw .invalidValue(offset: offset, field: "interface")
        }
        try reader.finish()
        return reading
    }

    private static func input(
        _ reader: inout ByteReader,
        _ number: Int,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let channel: Channel = number == 1 ? "input-1" : "input-2"
        let flags = try reader.uint8()
        let count = Double(try reader.littleEndian(4)) * [1, 10, 100, 1000][Int(flags >> 2 & 3)]
        switch flags >> 4 {
        case 0: reading.add(.eventCount, count, channel, .counter)
        case 2: reading.add(.waterVolume, count / 1000, channel, .counter)
        case 3: reading.add(.activeEnergyImport, count / 1000, channel, .counter)
        case 4: reading.add(.gasVolume, count / 1000, channel, .counter)
        default: reading.add(.pulseCount, count, channel, .counter)
        }
        reading.add(.contactClosed, flags & 1 != 0, channel)
        guard flags & 2 != 0 else { return }
        reading.note("input\(number)Serial", .string(NASSystem.serial(try reader.take(4))))
    }

    private static func bus(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let flags = try reader.uint8()
        reading.note("busState", .unsigned(UInt64(flags & 15)))
        reading.note("recordsCutShort", .boolean(flags & 16 != 0))
        if flags & 32 != 0 {
            reading.note("meterStatus", .unsigned(UInt64(try reader.uint8())))
            reading.note("meterId", .string(NASSystem.serial(try reader.take(4))))
        }
        var number = 1
        do throws(DecodeError) {
            while let record = try MeterRecord.next(&reader) {
                if record.add(to: &reading, .other) { continue }
                reading.note("undecoded\(number)", .string(record.text))
                number += 1
            }
        } catch  where flags & 16 != 0 {
            reading.note("undecoded", .string(Hexadecimal.encode(reader.rest())))
        }
    }

    private static func serialSensor(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let sensor = try reader.uint8() & 0x3F
        reading.note("sensor", .unsigned(UInt64(sensor)))
        let sent = try reader.uint8()
        for bit in 0..<UInt8(8) where sent >> bit & 1 != 0 {
            let value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4))))
            let isAverage = bit & 1 != 0
            switch (sensor, bit / 2) {
            case (1, 0): reading.add(.pressure, value * 100, isAverage ? "average" : nil)
            case (1, 1): reading.add(.externalTemperature, value, isAverage ? "average" : nil)
            case (_, let channel):
                let channels: [(Channel, Channel)] = [
                    ("ssi-1", "ssi-1-average"), ("ssi-2", "ssi-2-average"), ("ssi-3", "ssi-3-average"),
                    ("ssi-4", "ssi-4-average"),
                ]
                let pair = channels[Int(channel)]
                reading.add(.analogValue, value, isAverage ? pair.1 : pair.0)
            }
        }
    }

    /// The list of records that a meter offers: `01` or `81`, bits 0–2 number of the packet, 3 more follow, 6 the meter's
    /// header of 12 bytes, then the headers of records.
    private static func headers(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let type = try reader.uint8()
        guard type == 0x01 || type == 0x81 else { throw .unknownType(offset: 0, type: Int(type)) }
        let flags = try reader.uint8()
        reading.note("packet", .string("records-of-meter"))
        reading.note("packetNumber", .unsigned(UInt64(flags & 7)))
        reading.note("packetsFollow", .boolean(flags & 8 != 0))
        if flags & 0x40 != 0 {
            reading.note("meterId", .string(NASSystem.serial(try reader.take(4))))
            let (low, high) = (try reader.uint8(), try reader.uint8())
            reading.note("manufacturer", .string(MeterRecord.manufacturer(low, high)))
            reading.note("meterVersion", .unsigned(UInt64(try reader.uint8())))
            reading.note("meterMedium", .unsigned(UInt64(try reader.uint8())))
            reading.note("accessNumber", .unsigned(UInt64(try reader.uint8())))
            reading.note("meterStatus", .unsigned(UInt64(try reader.uint8())))
            reading.note("signature", .string(Hexadecimal.encode(try reader.take(2))))
        }
        reading.note("records", .string(Hexadecimal.encode(reader.rest())))
        return Decoded(readings: [reading.reading])
    }

    // MARK: Simulation

    /// A usage packet of firmware 4.0 with a water meter on the first input.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x02, 0x00, 0x00, 0x01, 0x20]
        writer.littleEndian(70_000 + device.count(0, by: 0...60).total, 4)
        return SimulatedUplink(payload: writer.bytes, port: 25, frameCounter: device.frameCounter)
    }
}
