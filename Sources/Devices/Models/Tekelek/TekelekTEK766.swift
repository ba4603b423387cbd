import Observations

/// Tekelek TEK 766 RF: an ultrasonic level sensor on top of a tank.
///
/// The first byte names the message; numbers have the highest byte first:
///
/// | message | bytes |
/// | --- | --- |
/// | measurement (20) | `10` product, limits exceeded: bits 0 to 7, a reserved byte, four measurements, the newest first |
/// | status (18) | `30` product, a reserved byte, hardware, software:2, two reserved bytes, received strength -dBm, a reserved byte, battery %, minutes between measurements:2, hours between messages, one measurement |
/// | alarm (12) | `45` product, limits exceeded, a reserved byte, two measurements, the newest first |
///
/// A measurement has 4 bytes: the way to the surface (ullage) cm:2, temperature Cel with a sign, and two nibbles: the
/// result code of the echo (SRC) and its strength (SRSSI), 0 to 10. Four zeros say that there is none: an older one is
/// left out then, the newest is there but bad. The older ones have no time of their own, as the payload does not tell the
/// interval of the logger; they stand on the channels `previous-1` to `previous-3`. The product is 0. Ports differ by
/// network; the first byte decides.
///
/// Source: Tekelek, "TEK 766 Payload Data Structure" R1 (CF-5004-01, 2018-04-09) as told by ZENNER's element-parsers, and
/// "Ultrasonic LoRaWAN User Manual" (2020-09-10).
enum TekelekTEK766 {
    private static let product: UInt8 = 0
    private static let previous: [Channel] = ["previous-1", "previous-2", "previous-3"]
    private static let limits: [Channel] = (1...8).map { .numbered("limit", $0) }

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Tekelek TEK 766 RF tank level sensor",
            domain: .utility,
            properties: [.distance, .deviceTemperature, .batteryLevel, .signalStrength, .alarmActive],
            ports: [1, 16, 48, 69],
            source: "Tekelek, TEK 766 Payload Data Structure R1 (CF-5004-01)",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let type = try reader.uint8()
        guard type == 0x10 || type == 0x30 || type == 0x45 else { throw .unknownType(offset: 0, type: Int(type)) }
        guard try reader.uint8() == product else { throw .invalidValue(offset: 1, field: "product") }
        if type == 0x30 {
            try status(&reader, &reading)
        } else {
            let exceeded = try reader.uint8()
            try reader.skip(1)
            try measurement(&reader, nil, &reading)
            for number in 0..<(type == 0x10 ? 3 : 1) { try measurement(&reader, previous[number], &reading) }
            for (bit, limit) in limits.enumerated() where exceeded >> UInt8(bit) & 1 == 1 {
                reading.add(.alarmActive, true, limit)
            }
            reading.note("limitsExceeded", .unsigned(UInt64(exceeded)))
        }
        reading.note("message", .string(type == 0x30 ? "status" : type == 0x10 ? "measurement" : "alarm"))
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func status(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.skip(1)
        reading.note("hardware", .unsigned(UInt64(try reader.uint8())))
        reading.note("software", .unsigned(UInt64(try reader.uint16())))
        try reader.skip(2)
        let strength = -Double(try reader.uint8())
        try reader.skip(1)
        let battery = Double(try reader.uint8())
        reading.note("measurementInterval", .unsigned(UInt64(try reader.uint16())))
        reading.note("transmissionInterval", .unsigned(UInt64(try reader.uint8())))
        try measurement(&reader, nil, &reading)
        reading.add(.batteryLevel, battery)
        reading.add(.signalStrength, strength)
    }

    private static func measurement(
        _ reader: inout ByteReader,
        _ channel: Channel?,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let ullage = try reader.uint16()
        let temperature = try reader.int8()
        let echo = try reader.uint8()
        let isMissing = ullage == 0 && temperature == 0 && echo == 0
        if isMissing && channel != nil { return }
        reading.add(.distance, Double(ullage) / 100, channel, isFault: isMissing)
        reading.add(.deviceTemperature, Double(temperature), channel, isFault: isMissing)
        guard channel == nil else { return }
        reading.note("echoResult", .unsigned(UInt64(echo >> 4)))
        reading.note("echoStrength", .unsigned(UInt64(echo & 15)))
    }

    /// A measurement of a tank that slowly empties.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x10, product, 0, 0]
        let ullage = device.walk(0, within: 20...160, step: 2)
        let temperature = device.walk(1, within: 20...38, step: 1)
        for _ in 0..<4 {
            writer.uint16(UInt16(ullage))
            writer.uint8(UInt8(temperature))
            writer.uint8(0xAA)
        }
        return SimulatedUplink(payload: writer.bytes, port: 16, frameCounter: device.frameCounter)
    }
}
