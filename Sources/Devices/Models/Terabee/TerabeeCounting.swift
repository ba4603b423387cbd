import Observations

/// Terabee's people counters: time-of-flight cameras over a door or a room.
///
/// The port selects the message; numbers have the highest byte first:
///
/// | port | message | bytes |
/// | --- | --- | --- |
/// | 1 (L, XL), 82 (M) | flow (9) | people in:4, people out:4, both since the last reset; flags: 0 stopped, 1 stuck, 2 trouble among several devices (L, XL) or network on (M), 3 access point on (L, XL) |
/// | 83 | occupancy (10) | flags: 0 stopped, 1 stuck, 2 access point on, 3 warming up; people in sight, people in zones 0 to 7, 255 without such a zone |
/// | 2 to 8, 100, 101, 102 | answer to a command | `FF` command, `FF` when it was refused; or command and what was asked for |
///
/// On port 2 command 2 asks for the counters, which are read. On port 101 of L and XL the area comes without a command:
/// how many corners, then their coordinates. Other answers go along as they are. Without a port a payload of 9 or 10 bytes
/// is a measurement.
///
/// Source: Terabee, payload decoders of the People Flow Counting L and XL, M and People Occupancy Counting with their examples
/// (device repository of The Things Network, vendor/terabee).
enum TerabeeCounting {
    /// The ports of answers.
    static let commandPorts: [UInt8] = [2, 3, 4, 5, 6, 7, 8, 100, 101, 102]

    private static let zones: [Channel] = (0...7).map { .numbered("zone", $0) }

    /// Reads a payload of a counter of people who pass.
    static func flow(_ payload: [UInt8], _ port: UInt8?, countingPort: UInt8) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch port {
        case countingPort, nil:
            try counts(&reader, &reading)
            try flags(&reader, &reading, multipleDevicesBit: countingPort == 1 ? 2 : nil)
        case let port? where commandPorts.contains(port):
            try answer(&reader, port, &reading)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    /// Reads a payload of a counter of people who are there.
    static func occupancy(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch port {
        case 83, nil:
            try flags(&reader, &reading, multipleDevicesBit: nil)
            reading.add(.peoplePresent, Double(try reader.uint8()))
            for zone in zones {
                let people = try reader.uint8()
                if people < 255 { reading.add(.peoplePresent, Double(people), zone) }
            }
        case let port? where commandPorts.contains(port):
            try answer(&reader, port, &reading)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func counts(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.peopleCount, Double(try reader.uint32()), Channels.inward, .counter)
        reading.add(.peopleCount, Double(try reader.uint32()), Channels.outward, .counter)
    }

    private static func flags(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        multipleDevicesBit: UInt8?
    ) throws(DecodeError) {
        let flags = try reader.uint8()
        var faults: UInt8 = 0b11
        if let multipleDevicesBit { faults |= 1 << multipleDevicesBit }
        reading.add(.deviceFault, flags & faults != 0)
        reading.note("flags", .unsigned(UInt64(flags)))
    }

    private static func answer(
        _ reader: inout ByteReader,
        _ port: UInt8,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let first = try reader.uint8()
        reading.note("commandPort", .unsigned(UInt64(port)))
        if first == 0xFF {
            reading.note("command", .unsigned(UInt64(try reader.uint8())))
            reading.note("isAccepted", .boolean(try reader.uint8() != 0xFF))
            return
        }
        reading.note("command", .unsigned(UInt64(first)))
        if port == 2, first == 2 { return try counts(&reader, &reading) }
        reading.note("answer", .string(Hexadecimal.encode(reader.rest())))
    }

    private enum Channels {
        static let inward: Channel = "in"
        static let outward: Channel = "out"
    }
}
