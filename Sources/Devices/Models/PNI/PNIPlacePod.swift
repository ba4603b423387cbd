import Observations

/// PNI PlacePod: a sensor in or on the ground that sees or counts vehicles.
///
/// A payload is a row of records: channel, type, value; numbers have the highest byte first and a sign:
///
/// | channel, type | value |
/// | --- | --- |
/// | `01 01` | answer to a recalibration: 1 done |
/// | `02 67` | temperature:2, 0.1 Cel |
/// | `03 02` | battery:2, 0.01 V |
/// | `15 66` | the parking state changed: 0 vacant, 1 occupied |
/// | `1C 01` | answer to a deactivation: 1 done |
/// | `21 00` | vehicles counted, 0 to 127; above 128 the sensor restarted or was recalibrated |
/// | `37 66` | keep-alive: the parking state as of old |
/// | `37 00` | keep-alive: vehicles counted, as above |
/// | `3F 01` | answer to a restart: 1 done |
///
/// After an unknown record the rest goes along undecoded. A keep-alive in a payload that has a state or count of its own
/// stands on the channel `keep-alive`. The port says nothing.
///
/// Source: PNI Sensor, "PlacePod Sensor Communications Protocol", section 2.1.
enum PNIPlacePod {
    private static let keepAlive: Channel = "keep-alive"
    private static let eventThreshold: UInt8 = 128

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "PNI PlacePod parking and vehicle counting sensor",
            domain: .traffic,
            properties: [.parkingOccupied, .vehicleCount, .batteryVoltage, .deviceTemperature],
            ports: [1],
            source: "PNI Sensor, PlacePod Sensor Communications Protocol",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var keptState: UInt8?
        var keptCount: UInt8?
        var hasState = false
        var hasCount = false
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            switch (try reader.uint8(), reader.next) {
            case (0x01, 0x01?): try note("recalibrated", &reader, &reading)
            case (0x1C, 0x01?): try note("deactivated", &reader, &reading)
            case (0x3F, 0x01?): try note("restarted", &reader, &reading)
            case (0x02, 0x67?):
                try reader.skip(1)
                reading.add(.deviceTemperature, Double(try reader.int16()) / 10)
            case (0x03, 0x02?):
                try reader.skip(1)
                reading.add(.batteryVoltage, Double(try reader.int16()) / 100)
            case (0x15, 0x66?):
                try reader.skip(1)
                add(state: try reader.uint8(), nil, &reading)
                hasState = true
            case (0x21, 0x00?):
                try reader.skip(1)
                add(count: try reader.uint8(), nil, &reading)
                hasCount = true
            case (0x37, 0x66?):
                try reader.skip(1)
                keptState = try reader.uint8()
            case (0x37, 0x00?):
                try reader.skip(1)
                keptCount = try reader.uint8()
            case (let channel, _):
                guard offset > 0 else { throw .unknownType(offset: 0, type: Int(channel)) }
                reading.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                skipped += 1
                _ = reader.rest()
            }
        }
        if let keptState { add(state: keptState, hasState ? keepAlive : nil, &reading) }
        if let keptCount { add(count: keptCount, hasCount ? keepAlive : nil, &reading) }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    private static func add(state: UInt8, _ channel: Channel?, _ reading: inout ReadingBuilder) {
        guard state <= 1 else {
            reading.addMissing(.parkingOccupied, channel)
            return reading.note("parkingState", .unsigned(UInt64(state)))
        }
        reading.add(.parkingOccupied, state == 1, channel)
    }

    private static func add(count: UInt8, _ channel: Channel?, _ reading: inout ReadingBuilder) {
        guard count <= eventThreshold else { return reading.note("countingEvent", .unsigned(UInt64(count))) }
        reading.add(.vehicleCount, Double(count), channel, .counter)
    }

    private static func note(
        _ name: String,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        try reader.skip(1)
        reading.note(name, .unsigned(UInt64(try reader.uint8())))
    }

    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x03, 0x02]
        writer.uint16(UInt16(device.walk(0, within: 340...365, step: 1)))
        writer.bytes += [0x02, 0x67]
        writer.int16(Int16(device.walk(1, within: 220...480, step: 6)))
        writer.bytes += [0x15, 0x66, UInt8(device.number(in: 0...1))]
        return SimulatedUplink(payload: writer.bytes, port: 1, frameCounter: device.frameCounter)
    }
}
