import Observations

/// The frame that all sensors of Dingtek share, LoRaWAN port 3; the port says nothing more.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 2 | `80 00` |
/// | 2 | 1 | device type: 1, but 2 for DO200, 16h for DF556, 31h for DO201 and 32h for DO202 |
/// | 3 | 1 | kind: 1 telemetry on schedule, 2 telemetry on alarm, 3 settings |
/// | 4 | 1 | bytes of the whole frame |
/// | 5 | n | the model's data (`DingtekTelemetry`) or firmware:2 and its settings |
/// | last | 1 | `81` |
///
/// Some settings frames give a wrong length, so that of telemetry alone is checked. Numbers have the highest byte first.
///
/// Source: Dingtek, "DF702 & DF703 Waste Bin Sensor Protocol LoRaWAN" V2.8 (2021-08-09) and the maker's decoders with their
/// examples for the other models (device repository of The Things Network, vendor/dingtek).
enum DingtekPayload {
    /// A setting: its name and how many bytes it has.
    typealias Setting = (name: String, size: Int)

    /// Reads a frame.
    static func decode(
        _ payload: [UInt8],
        type expected: UInt8,
        _ telemetry: DingtekTelemetry,
        _ settings: [Setting]
    ) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        guard try reader.uint8() == 0x80 else { throw .unknownType(offset: 0, type: Int(payload[0])) }
        guard try reader.uint8() == 0 else { throw .invalidValue(offset: 1, field: "header") }
        var reading = ReadingBuilder()
        let type = try reader.uint8()
        guard type == expected else { throw .unknownType(offset: 2, type: Int(type)) }
        let kind = try reader.uint8()
        let length = Int(try reader.uint8())
        guard (1...3).contains(kind) else { throw .unknownType(offset: 3, type: Int(kind)) }
        if kind < 3 {
            guard payload.count >= length else {
                throw .truncated(offset: 5, needed: max(length - 5, 1), available: payload.count - 5)
            }
            try telemetry.read(&reader, &reading)
            reading.note("isAlarm", .boolean(kind == 2))
        } else {
            try read(settings, &reader, &reading)
        }
        let trailer = reader.offset
        guard try reader.uint8() == 0x81 else { throw .invalidValue(offset: trailer, field: "trailer") }
        try reader.finish()
        if kind < 3 {
            guard length == payload.count else { throw .invalidValue(offset: 4, field: "length") }
        }
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func read(
        _ settings: [Setting],
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let major = try reader.uint8()
        reading.note("firmware", .string("\(major).\(try reader.uint8())"))
        for setting in settings { reading.note(setting.name, .unsigned(try reader.bigEndian(setting.size))) }
        try reader.require(1)
        let rest = try reader.take(reader.left - 1)
        if rest.contains(where: { $0 != 0 }) { reading.note("furtherSettings", .string(Hexadecimal.encode(rest))) }
    }
}
