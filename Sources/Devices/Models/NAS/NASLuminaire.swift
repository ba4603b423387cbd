import Observations

/// The NAS luminaire controllers UL20xx and CL20xx: Zhaga and NEMA nodes that dim a street light and measure it.
///
/// The lowest byte of a number comes first. Firmware to 1.0 sends status on port 24 and usage on port 25, 1.1 on 23 and 26.
///
/// | port | what | where |
/// | --- | --- | --- |
/// | 23, 24 | status | `NASLuminaireStatus` |
/// | 25, 26 | usage; 26 begins with `00` | below |
/// | 50 | a setting that was read or changed | `NASLuminaireSetting` |
/// | 60, 61 | answer to a command; alert | `NASLuminaireAnswer` |
/// | 99 | start: serial:4, firmware:3, time:4, kind, features, then DALI supply, drivers, reason of the reset; others | |
///
/// | usage of one address | bytes | unit |
/// | --- | --- | --- |
/// | address (`NASLightAddress`), which of the following there are, from bit 0 | 1, 1 | |
/// | energy and power from the mains | 4, 2 | W.h, W |
/// | energy and power of the load | 4, 2 | W.h, W |
/// | power factor, mains voltage | 1, 1 | 0.01, `FF` unknown; V |
/// | operating time of the driver and of the lamp | 4, 4 | s; before 1.1 the lamp's at address `FF` in h |
///
/// Source: NAS Instruments, "Luminaire Controller Zhaga UL2030" v0.6.29, codecs ul20xx 1.0.x and 1.1.x.
enum NASLuminaire {
    /// A clock that shows an earlier time was not set: 2015-01-01.
    static let earliestTime: UInt64 = 1_420_070_400

    static let properties: [ObservedProperty] = [
        .dimmingLevel, .lampOn, .lampFault, .driverFault, .activeEnergyImport, .activePower, .energy, .power,
        .powerFactor, .voltage, .operatingTime, .relayClosed, .switchOn, .contactClosed, .digitalValue, .lightLevel,
        .illuminance, .tilt, .deviceTemperature, .signalStrength, .signalToNoiseRatio, .alarmActive, .deviceFault,
        .eventCount, .overvoltageDetected, .undervoltageDetected, .overcurrentDetected, .latitude, .longitude,
    ]

    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: properties,
            ports: [23, 24, 25, 26, 49, 50, 51, 60, 61, 99],
            source: "NAS Instruments, UL2030 payload description v0.6.29, codecs ul20xx 1.0.x and 1.1.x",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        switch port {
        case 23: return try NASLuminaireStatus.readNew(&reader)
        case 24: return try NASLuminaireStatus.readOld(&reader)
        case 25, nil: return try usage(&reader, isNew: false)
        case 26:
            let header = try reader.uint8()
            guard header == 0 else { throw .unknownType(offset: 0, type: Int(header)) }
            return try usage(&reader, isNew: true)
        case 49, 51: return try NASSystem.kept(payload, as: "command")
        case 50: return try NASLuminaireSetting.read(payload)
        case 60: return try NASLuminaireAnswer.command(&reader)
        case 61: return try NASLuminaireAnswer.alert(&reader)
        case NASSystem.port where payload[0] == 0x00: return try boot(&reader)
        case NASSystem.port:
            return try NASSystem.decode(payload) { (status) throws(DecodeError) in
                var reading = ReadingBuilder()
                reading.note("lastStatus", .string(Hexadecimal.encode(status)))
                return reading
            }
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    /// Takes the device's clock for the time, unless it was never set.
    static func addTime(_ seconds: UInt64, _ reading: inout ReadingBuilder) {
        reading.note("deviceTime", .unsigned(seconds))
        if seconds >= earliestTime { reading.time = Timestamp(seconds: Int64(seconds)) }
    }

    // MARK: Usage

    private static func usage(_ reader: inout ByteReader, isNew: Bool) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        reading.note("packet", .string("usage"))
        repeat {
            let offset = reader.offset
            let address = try reader.uint8()
            guard NASLightAddress.isValid(address) else { throw .invalidValue(offset: offset, field: "address") }
            let channels = NASLightAddress.channels[Int(address)]
            let sent = try reader.uint8()
            if sent & 0x01 != 0 {
                let energy = Double(try reader.littleEndian(4)) / 1000
                reading.add(.activeEnergyImport, energy, channels.mains, .counter)
            }
            if sent & 0x02 != 0 { reading.add(.activePower, Double(try reader.littleEndian(2)), channels.mains) }
            if sent & 0x04 != 0 {
                reading.add(.energy, Double(try reader.littleEndian(4)) / 1000, channels.load, .counter)
            }
            if sent & 0x08 != 0 { reading.add(.power, Double(try reader.littleEndian(2)), channels.load) }
            if sent & 0x10 != 0 {
                let factor = try reader.uint8()
                if factor == 0xFF {
                    reading.addMissing(.powerFactor, channels.mains)
                } else {
                    reading.add(.powerFactor, Double(factor) / 100, channels.mains, isFault: factor > 100)
                }
            }
            if sent & 0x20 != 0 { reading.add(.voltage, Double(try reader.uint8()), channels.mains) }
            if sent & 0x40 != 0 {
                let hours = Double(try reader.littleEndian(4)) / 3600
                reading.add(.operatingTime, hours, channels.mains, .counter)
            }
            if sent & 0x80 != 0 {
                let time = Double(try reader.littleEndian(4))
                let isHours = !isNew && address == 0xFF
                reading.add(.operatingTime, isHours ? time : time / 3600, channels.lamp, .counter)
            }
        } while reader.left > 0
        return Decoded(readings: [reading.reading])
    }

    // MARK: Start

    private static func boot(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        try reader.skip(1)
        reading.note("packet", .string("boot"))
        try NASSystem.identity(&reader, &reading)
        addTime(try reader.littleEndian(4), &reading)
        reading.note("deviceKind", .unsigned(UInt64(try reader.uint8())))
        reading.note("features", .unsigned(UInt64(try reader.uint8())))
        if reader.left > 0 {
            let supply = try reader.uint8()
            switch supply & 0x7F {
            case 0x00..<0x70: reading.add(.voltage, Double(supply & 0x7F), "dali")
            case 0x7F: reading.add(.alarmActive, true, "dali-bus")
            default: break
            }
            reading.note("daliSupply", .unsigned(UInt64(supply)))
        }
        if reader.left > 0 { reading.note("drivers", .unsigned(UInt64(try reader.uint8()))) }
        if reader.left > 0 { reading.note("resetReason", .unsigned(UInt64(try reader.uint8()))) }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    // MARK: Simulation

    /// Usage of one driver, firmware 1.1.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x00, 0x00, 0x33]
        writer.littleEndian(800_000 + device.count(0, by: 0...60).total, 4)
        writer.littleEndian(UInt64(device.walk(0, within: 0...75, step: 20)), 2)
        writer.uint8(UInt8(device.number(in: 85...98)))
        writer.uint8(UInt8(device.walk(1, within: 218...240, step: 2)))
        return SimulatedUplink(payload: writer.bytes, port: 26, frameCounter: device.frameCounter)
    }
}
