import Observations

/// Comtac KLAX: a reading head for electricity meters (SML, IEC 62056-21) or Modbus.
///
/// The highest byte of a number comes first.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | bits 7–2 version of the payload, 1–0 head: 0 SML, 1 Modbus |
/// | 1 | bit 7 connection test, 6 registers are set; version 0: bits 5–4 protocol, 3–0 battery, 10 % |
/// |   | version 1 and later: bits 5–3 protocol, 2–0 battery, 20 % |
///
/// | port | after the header |
/// | --- | --- |
/// | 3 | number of the message, its part and count of parts (a nibble each), then blocks |
/// | 100 | minutes between measurements:2 |
/// | 101 | version of the firmware:2 |
/// | 103 | as port 3, then the registers that were found: 3 bytes each, as `01 08 00` for 1.8.0 |
/// | 104 | which of four registers are set, then the registers |
/// | 105 | settings of Modbus |
///
/// | block | bytes | content |
/// | --- | --- | --- |
/// | 1, version 0 | 34 | two registers of four signed values:4, the newest first |
/// | 1 | 18 | one register of four numbers (IEEE 754):4, the newest first |
/// | 2 | 19 | the present values:4 of four registers; version 0 signed, later IEEE 754 |
/// | 3, 8 | 10, 4 | number of the meter; of the device |
/// | 4, 5, 6 | 10, 18, 34 | one register of Modbus: four values of 2, 4 or 8 bytes, the newest first |
/// | 7 | 1 | which registers of Modbus are set and valid |
///
/// Values are W.h, W, V, A, Hz, var.h, var, V.A.h or V.A. An older value is as many intervals old as its place says; the
/// interval is 15 min as delivered, and the one of port 100 once such a message was heard, which the next messages are
/// then read by. Which register of the meter stands behind `register-1` to `register-4` is a setting (port 104).
///
/// Source: comtac AG / Alpha-Omega Technology, KLAX payload description, versions 0 and 1.
enum ComtacKLAX {
    /// The measuring interval as delivered, in minutes.
    static let intervalDelivered: UInt16 = 15
    /// What a learned interval is kept under: the port that tells it.
    static let intervalSignature: UInt16 = 100

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Comtac KLAX reading head for electricity meters",
            domain: .utility,
            properties: [
                .energy, .activePower, .voltage, .current, .frequency, .reactiveEnergy, .reactivePower,
                .apparentEnergy, .apparentPower, .analogValue, .batteryLevel,
            ],
            ports: [3, 100, 101, 103, 104, 105],
            source: "comtac AG and Alpha-Omega Technology, KLAX payload description, versions 0 and 1",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let version = try header(&reader, &reading)
        switch context.port {
        case 3, nil: return try values(&reader, reading, version, context)
        case 100:
            let interval = try reader.uint16()
            try reader.finish()
            reading.note("intervalMinutes", .unsigned(UInt64(interval)))
            // Without an interval older values have no moments of their own: the one as delivered goes on.
            guard interval > 0 else { return Decoded(readings: [reading.reading]) }
            let format = FrameFormat(signature: intervalSignature, headers: Array(payload[2..<4]))
            return Decoded(readings: [reading.reading], learned: format)
        case 101:
            let (major, minor) = (try reader.uint8(), try reader.uint8())
            reading.note("firmware", .string("\(major).\(minor)"))
        case 103:
            try message(&reader, &reading)
            try registers(&reader, &reading)
        case 104:
            reading.note("registersSet", .unsigned(UInt64(try reader.uint8() & 15)))
            try registers(&reader, &reading)
        case 105:
            reading.note("modbusSettings", .string(Hexadecimal.encode(reader.rest())))
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    /// Reads the two bytes at the front; what is left is the version.
    private static func header(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) -> UInt8 {
        let first = try reader.uint8()
        let status = try reader.uint8()
        let version = first >> 2
        guard first & 3 <= 1 else { throw .invalidValue(offset: 0, field: "kind of head") }
        reading.add(.batteryLevel, version == 0 ? Double(status & 15) * 10 : Double(status & 7) * 20)
        reading.note("payloadVersion", .unsigned(UInt64(version)))
        reading.note("head", .string(first & 3 == 0 ? "sml" : "modbus"))
        reading.note("protocol", .unsigned(UInt64(version == 0 ? status >> 4 & 3 : status >> 3 & 7)))
        reading.note("registersConfigured", .boolean(status & 0x40 != 0))
        reading.note("connectionTest", .boolean(status & 0x80 != 0))
        return version
    }

    private static func message(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("messageIndex", .unsigned(UInt64(try reader.uint8())))
        let part = try reader.uint8()
        reading.note("messagePart", .unsigned(UInt64(part >> 4)))
        reading.note("messageParts", .unsigned(UInt64(part & 15)))
    }

    private static func registers(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        var number = 1
        while reader.left > 0 {
            let (group, kind, tariff) = (try reader.uint8(), try reader.uint8(), try reader.uint8())
            reading.note("register\(number)", .string("\(group).\(kind).\(tariff)"))
            number += 1
        }
    }

    // MARK: Port 3

    private static func values(
        _ reader: inout ByteReader,
        _ header: ReadingBuilder,
        _ version: UInt8,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        var current = header
        try message(&reader, &current)
        let learned = context.formats[intervalSignature]?.headers
        let interval = learned.map { UInt16($0[0]) << 8 | UInt16($0[1]) } ?? intervalDelivered
        var values = KLAXValues(current: current)
        while reader.left > 0 {
            try KLAXBlock.read(&reader, version: version, &values)
        }
        if values.hasOlder {
            values.current.note("intervalMinutes", .unsigned(UInt64(interval)))
            if learned == nil { values.current.note("intervalIsAssumed", .boolean(true)) }
        }
        return Decoded(readings: values.readings(every: Int64(interval), before: context.referenceTime))
    }

    // MARK: Simulation

    /// Version 1: four counts of one register, 15 minutes apart.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x04, 0x45, UInt8(truncatingIfNeeded: device.frameCounter), 0x11, 0x01, 0x11, 0x0F]
        let energy = 4_000_000 + Float(device.count(0, by: 40...400).total)
        for age in 0..<4 { writer.uint32((energy - Float(age) * 100).bitPattern) }
        return SimulatedUplink(payload: writer.bytes, port: 3, frameCounter: device.frameCounter)
    }
}
