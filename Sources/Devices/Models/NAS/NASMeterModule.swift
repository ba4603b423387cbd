import Observations

/// The NAS CM30xx modules, which sit on a water or gas meter: four generations of firmware.
///
/// | generation | first byte | ports | where |
/// | --- | --- | --- | --- |
/// | encoder | none | 14 water:4 L, 16 gas:8 L, 24 status | `encoderStatus` |
/// | pulse | 03 | 24 status, 25 usage | `NASInputs` |
/// | reader | 01 | 24 status, 25 usage, 50 settings | `NASReaderPacket` |
/// | meter | 04 | 25 usage with or without status | `NASMeterPacket` |
///
/// Port 99 is the same for all (`NASSystem`); 49, 50 and 60 carry settings and their requests.
///
/// | status of the first generation | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 4 | count, L of water |
/// | 4 | 1 | battery, 16 mV |
/// | 5 | 1 | temperature, Cel; signed |
/// | 6 | 1 | RSSI of the last downlink, dBm; signed, 0 without |
/// | 7 | 1 | mode: bit 2 temperature is watched |
/// | 8 | 1 | state: bit 7 alert, 6 sent by the user, 2 temperature alert |
/// | 9 | … | not described |
///
/// Source: NAS Instruments (nasys.no), CM3010 "Absolute encoder communication module", CM3020 "Modularis", CM3030 "Cyble",
/// CM3060 and CM3061 "BK-G pulse reader", and the maker's codecs cm30xx 1.3.x and 2.3.x.
enum NASMeterModule {
    /// A generation of firmware.
    enum Generation {
        case encoder
        case pulse
        case reader
        case meter
    }

    /// The model of a module that may run one of some generations.
    static func model(
        _ id: ModelID,
        _ title: String,
        _ generations: [Generation],
        isGas: Bool = false
    ) -> DeviceModel {
        var simulator: DeviceModel.Simulator?
        if generations.contains(.meter) { simulator = { device in simulate(&device, isGas: isGas) } }
        return DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: properties,
            ports: [14, 16, 24, 25, 49, 50, 60, 99],
            source: "NAS Instruments, CM30xx payload descriptions and codecs 1.3.x and 2.3.x",
            decoder: { (payload, context) throws(DecodeError) in
                try decode(payload, context.port, generations, isGas: isGas)
            },
            simulator: simulator
        )
    }

    private static let properties: [ObservedProperty] =
        [
            .waterVolume, .gasVolume, .pulseCount, .batteryVoltage, .batteryLevel, .externalPower,
            .alarmActive, .contactClosed, .tamperDetected, .backflowDetected, .burstDetected, .leakDetected,
            .noConsumption, .batteryLow, .deviceFault, .operatingTime, .activeEnergyImport, .heatEnergy,
        ] + NASDeviceStatus.properties

    private static func decode(
        _ payload: [UInt8],
        _ port: UInt8?,
        _ generations: [Generation],
        isGas: Bool
    ) throws(DecodeError) -> Decoded {
        guard let first = payload.first else { throw .nothingFound(offset: 0) }
        switch port {
        case 14, 16:
            guard generations.contains(.encoder) else { throw .unsupportedPort(offset: 0, port: port.map(Int.init)) }
            return Decoded(readings: [try volume(payload, isGas: port == 16).reading])
        case 24, 25, nil:
            let isStatus = port == 24
            return Decoded(readings: [try packet(payload, first, generations, isStatus: isStatus, isGas: isGas).reading]
            )
        case 49: return try NASSystem.kept(payload, as: "configurationRequest")
        case 50 where first == 0x00 || first == 0x05: return try NASReaderPacket.settings(payload)
        case 50: return try NASSystem.kept(payload, as: "configuration")
        case 60: return try NASSystem.kept(payload, as: "command")
        case 99:
            return try NASSystem.decode(payload) { (status) throws(DecodeError) in
                guard let first = status.first else { throw .nothingFound(offset: 0) }
                return try packet(status, first, generations, isStatus: true, isGas: isGas)
            }
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    /// A usage or status packet: the first byte says of which generation.
    private static func packet(
        _ payload: [UInt8],
        _ first: UInt8,
        _ generations: [Generation],
        isStatus: Bool,
        isGas: Bool
    ) throws(DecodeError) -> ReadingBuilder {
        switch first {
        case 0x01 where generations.contains(.reader): return try NASReaderPacket.read(payload, isStatus: isStatus)
        case 0x03 where generations.contains(.pulse):
            return try NASInputs.read(payload, isStatus: isStatus, statusBytes: 4)
        case 0x04 where generations.contains(.meter): return try NASMeterPacket.read(payload)
        default:
            guard generations.contains(.encoder), isStatus else {
                throw .unknownType(offset: 0, type: Int(first))
            }
            return try encoderStatus(payload, isGas: isGas)
        }
    }

    // MARK: First generation

    private static func volume(_ payload: [UInt8], isGas: Bool) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let litres = try reader.littleEndian(isGas ? 8 : 4)
        reading.add(isGas ? .gasVolume : .waterVolume, Double(litres) / 1000, nil, .counter)
        if reader.left > 0 { reading.note("undecoded", .string(Hexadecimal.encode(reader.rest()))) }
        return reading
    }

    private static func encoderStatus(_ payload: [UInt8], isGas: Bool) throws(DecodeError) -> ReadingBuilder {
        var reader = ByteReader(payload)
        try reader.require(9)
        var reading = ReadingBuilder()
        let count = Double(try reader.littleEndian(4))
        if !isGas { reading.add(.waterVolume, count / 1000, nil, .counter) }
        reading.add(.pulseCount, count, nil, .counter)
        reading.add(.batteryVoltage, Double(try reader.uint8()) * 16 / 1000)
        reading.add(.deviceTemperature, Double(try reader.int8()))
        let signal = try reader.int8()
        if signal != 0 { reading.add(.signalStrength, Double(signal)) }
        let (mode, state) = (try reader.uint8(), try reader.uint8())
        reading.add(.alarmActive, state & 0x80 != 0)
        reading.add(.alarmActive, state & 0x04 != 0, "temperature")
        reading.note("mode", .unsigned(UInt64(mode)))
        reading.note("state", .unsigned(UInt64(state)))
        if reader.left > 0 { reading.note("undecoded", .string(Hexadecimal.encode(reader.rest()))) }
        return reading
    }

    // MARK: Simulation

    private static func simulate(_ device: inout SimulatedDevice, isGas: Bool) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x04, 0x00, 0x00, 0x03 | (isGas ? 0x10 : 0), 0x03]
        writer.littleEndian(250_000 + device.count(0, by: 0...40).total, 4)
        writer.uint8(0x00)
        return SimulatedUplink(payload: writer.bytes, port: 25, frameCounter: device.frameCounter)
    }
}
