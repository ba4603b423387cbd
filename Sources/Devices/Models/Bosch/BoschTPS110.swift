import Observations

/// Bosch TPS110: a parking lot sensor (PLS).
///
/// The port selects the message; numbers have the lowest byte first:
///
/// | port | message | bytes |
/// | --- | --- | --- |
/// | 1 | parking status (1) | bit 0: occupied |
/// | 2 | heartbeat (1; 2 since firmware 0.27) | bit 0: occupied; temperature Cel with a sign |
/// | 3 | start (17) | three debug codes of 12 bits in 4 bytes each, firmware: major, minor, patch; reset cause; bit 0: occupied |
/// | 4, 5 | device information, device usage | for the maker |
/// | 6 | debug (10 or more) | device time s:4, debug code of 12 bits:2, two bytes, sequence number:2 |
///
/// Without a port a payload of 1 byte is a status or heartbeat, of 2 bytes a heartbeat and of 17 bytes a start. The other
/// bits of the status byte are reserved; where one is set the byte goes along undecoded.
///
/// Source: Bosch Connected Devices and Solutions, "Parking Lot Sensor, Communication Interface, Technical Description"
/// V0.23.3 and V0.29.4.
enum BoschTPS110 {
    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Bosch TPS110 parking lot sensor",
            domain: .traffic,
            properties: [.parkingOccupied, .deviceTemperature],
            ports: [1, 2, 3, 4, 5, 6],
            source: "Bosch, Parking Lot Sensor, Communication Interface, Technical Description V0.23.3 and V0.29.4",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch (port, payload.count) {
        case (1, _), (nil, 1): try occupancy(&reader, &reading)
        case (2, _), (nil, 2):
            try occupancy(&reader, &reading)
            if reader.left > 0 { reading.add(.deviceTemperature, Double(try reader.int8())) }
        case (3, _), (nil, 17): try start(&reader, &reading)
        case (4, _): try forTheMaker("deviceInformation", &reader, &reading)
        case (5, _): try forTheMaker("deviceUsage", &reader, &reading)
        case (6, _): try debug(&reader, &reading)
        default: throw .unsupportedPort(offset: 0, port: port.map(Int.init))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func occupancy(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let state = try reader.uint8()
        reading.add(.parkingOccupied, state & 1 == 1)
        if state > 1 { reading.noteUndecoded([state]) }
    }

    private static func start(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        for name in ["debugCode1", "debugCode2", "debugCode3"] {
            reading.note(name, .unsigned(try reader.littleEndian(4) & 0xFFF))
        }
        let firmware = try reader.take(3).map { "\($0)" }
        reading.note("firmware", .string(firmware.joined(separator: ".")))
        reading.note("resetCause", .unsigned(UInt64(try reader.uint8())))
        try occupancy(&reader, &reading)
    }

    private static func debug(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("deviceTime", .unsigned(try reader.littleEndian(4)))
        reading.note("debugCode", .unsigned(try reader.littleEndian(2) & 0xFFF))
        try reader.skip(2)
        reading.note("sequenceNumber", .unsigned(try reader.littleEndian(2)))
        if reader.left > 0 { reading.noteUndecoded(reader.rest()) }
    }

    private static func forTheMaker(
        _ name: String,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        try reader.require(1)
        reading.note(name, .string(Hexadecimal.encode(reader.rest())))
    }

    /// A status at a change, a heartbeat otherwise.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let state = UInt8(device.number(in: 0...1))
        guard device.number(in: 0...3) > 0 else {
            let temperature = Int8(device.walk(0, within: 22...48, step: 1))
            return SimulatedUplink(
                payload: [state, UInt8(bitPattern: temperature)],
                port: 2,
                frameCounter: device.frameCounter
            )
        }
        return SimulatedUplink(payload: [state], port: 1, frameCounter: device.frameCounter)
    }
}
