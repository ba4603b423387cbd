import Observations

/// Nwave G4 NCC: counts the cars that drive over it.
///
/// The port selects the message; numbers have the highest byte first:
///
/// | port | message | bytes |
/// | --- | --- | --- |
/// | 1 | count (2) | cars since the first start, wraps at 65535 |
/// | 2 | heartbeat (3) | bits 0 to 4: hardware errors; battery, mean battery of the last day: 2500 mV + 4 mV each |
/// | 3 | start (4) | firmware: major, minor, patch; reset cause |
/// | 6 | debug | for the maker |
///
/// Source: Nwave, "LoRaWAN Car Counter, Getting Started" (nwaveio.atlassian.net), section 4, and the maker's decoder of the
/// NCC405 (device repository of The Things Network).
enum NwaveCarCounter {
    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .traffic,
            properties: [.vehicleCount, .batteryVoltage],
            ports: [1, 2, 3, 6],
            source: "Nwave, LoRaWAN Car Counter, Getting Started, section 4",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch port {
        case 1: reading.add(.vehicleCount, Double(try reader.uint16()), nil, .counter)
        case 2:
            reading.note("hardwareHealth", .unsigned(UInt64(try reader.uint8())))
            reading.add(.batteryVoltage, Double(2500 + 4 * Int(try reader.uint8())) / 1000)
            reading.add(.batteryVoltage, Double(2500 + 4 * Int(try reader.uint8())) / 1000, Channels.dailyMean)
        case 3: try NwaveModels.start(&reader, &reading)
        case 6:
            try reader.require(1)
            reading.note("debug", .string(Hexadecimal.encode(reader.rest())))
        default: throw .unsupportedPort(offset: 0, port: port.map(Int.init))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let (total, _) = device.count(0, by: 0...30)
        var writer = ByteWriter()
        writer.uint16(UInt16(truncatingIfNeeded: total))
        return SimulatedUplink(payload: writer.bytes, port: 1, frameCounter: device.frameCounter)
    }

    private enum Channels {
        static let dailyMean: Channel = "daily-mean"
    }
}
