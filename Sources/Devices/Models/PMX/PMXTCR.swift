import Observations

/// PMX TCR: the traffic counter radar of Parametric with PMX firmware.
///
/// The first byte names the payload; numbers have the highest byte first:
///
/// | payload | port | bytes |
/// | --- | --- | --- |
/// | counters V2 (10) | 13 to 17 | `A2` end of the interval: hour, minute; left count:2, left km/h, right count:2, right km/h, supply 0.1 V |
/// | DeviceID V2 (8) | 190 | `D2` type, feature level, speed class, firmware: two nibbles and a byte, the same of the solar charger |
/// | answer to a setting (3, 4) | 1 | `C2` key, value of one or two bytes |
///
/// Port 13 counts everything that was detected; ports 14 to 17 count what filter categories 1 to 4 let through. Counts
/// are of the interval, speeds its average: 0 where nothing was counted. The clock's zone is not told, so the end of the
/// interval is a parameter.
///
/// Source: PMX Systems, payload decoder of the TCR (device repository of The Things Network, vendor/pmx) and "TCR LoRaWAN
/// Payload Description" V2.2 (docs.pmx.systems), whose counters of category 1 to 4 come on the same ports.
enum PMXTCR {
    private static let channels: [(left: Channel, right: Channel)] = [
        ("left", "right"), ("left-category-1", "right-category-1"), ("left-category-2", "right-category-2"),
        ("left-category-3", "right-category-3"), ("left-category-4", "right-category-4"),
    ]
    private static let counterPorts: ClosedRange<UInt8> = 13...17

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "PMX TCR traffic counter radar",
            domain: .traffic,
            properties: [.vehicleCount, .vehicleSpeed, .supplyVoltage],
            ports: [1, 13, 14, 15, 16, 17, 190],
            source: "PMX Systems, TCR payload decoder, and TCR LoRaWAN Payload Description V2.2",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    /// Reads any payload of the PMX firmware.
    static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch try reader.uint8() {
        case 0xA2: try counters(&reader, context.port, &reading)
        case 0xC2: try setting(&reader, &reading)
        case 0xD2:
            reading.note("deviceType", .string(deviceName(try reader.uint8())))
            reading.note("featureLevel", .string(featureLevel(try reader.uint8())))
            reading.note("speedClass", .string(speedClass(try reader.uint8())))
            reading.note("firmware", .string(try version(&reader)))
            reading.note("solarChargerFirmware", .string(try version(&reader)))
        case let type: throw .unknownType(offset: 0, type: Int(type))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    /// The maker's name of a device type.
    static func deviceName(_ type: UInt8) -> String {
        switch type {
        case 0: "TCR-LS"
        case 1: "TCR-LSS"
        case 2: "TCR-HS"
        case 3: "TCR-HSS"
        case 4: "TCR-LSA"
        case 5: "TCR-LSB"
        case 6: "TCR-HSA"
        case 7: "TCR-HSB"
        case 8: "TCR-LSBS"
        case 9: "TCR-HSBS"
        case 10: "TCR-DLI"
        case 11: "TCR-DLE"
        case 12: "TCR-SLI"
        case 13: "TCR-SLE"
        default: "\(type)"
        }
    }

    /// The maker's name of a speed class: people, low speed, high speed.
    static func speedClass(_ number: UInt8) -> String {
        switch number {
        case 0: "P"
        case 1: "LS"
        case 2: "HS"
        default: "\(number)"
        }
    }

    /// Reads a version of two nibbles and a byte.
    static func version(_ reader: inout ByteReader) throws(DecodeError) -> String {
        let major = try reader.uint8()
        return "\(major >> 4).\(major & 15).\(try reader.uint8())"
    }

    private static func featureLevel(_ number: UInt8) -> String {
        switch number {
        case 0: "basic"
        case 1: "advanced"
        case 2: "pro"
        default: "\(number)"
        }
    }

    private static func counters(
        _ reader: inout ByteReader,
        _ port: UInt8?,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        guard let port, counterPorts.contains(port) else {
            throw .unsupportedPort(offset: 0, port: port.map(Int.init))
        }
        let (left, right) = channels[Int(port - counterPorts.lowerBound)]
        let hour = try reader.uint8()
        let minute = try reader.uint8()
        reading.note("intervalEndHour", .unsigned(UInt64(hour)))
        reading.note("intervalEndMinute", .unsigned(UInt64(minute)))
        for channel in [left, right] {
            reading.add(.vehicleCount, Double(try reader.uint16()), channel, .delta)
            reading.add(.vehicleSpeed, Double(try reader.uint8()), channel)
        }
        reading.add(.supplyVoltage, Double(try reader.uint8()) / 10)
    }

    private static func setting(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let key = try reader.uint8()
        try reader.require(1)
        guard reader.left <= 2, let name = settingName(key) else {
            reading.note("settingKey", .unsigned(UInt64(key)))
            reading.note("settingValue", .string(Hexadecimal.encode(reader.rest())))
            return
        }
        reading.note(name, .unsigned(try reader.bigEndian(reader.left)))
    }

    private static func settingName(_ key: UInt8) -> String? {
        switch (key >> 4, key & 15) {
        case (0...4, 1): "category\(key >> 4)Enabled"
        case (0...4, 2): "category\(key >> 4)MinimumSize"
        case (0...4, 3): "category\(key >> 4)MaximumSize"
        case (0...4, 4): "category\(key >> 4)MinimumSpeed"
        case (0...4, 5): "category\(key >> 4)MaximumSpeed"
        case (5, 2): "featureLevel"
        case (5, 3): "speedClass"
        case (5, 4): "measurementInterval"
        case (6, 1): "radarEnabled"
        case (6, 2): "radarChannel"
        case (6, 3): "radarSensitivity"
        case (6, 4): "radarAutotuning"
        case (7, 1): "confirmedUplinks"
        default: nil
        }
    }

    /// The counters of one category after the other.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let seconds = device.now.microseconds / 1_000_000
        var writer = ByteWriter()
        writer.bytes = [
            0xA2, UInt8(truncatingIfNeeded: seconds / 3600 % 24), UInt8(truncatingIfNeeded: seconds / 60 % 60),
        ]
        for _ in 0..<2 {
            let count = device.number(in: 0...40)
            writer.uint16(UInt16(count))
            writer.uint8(count == 0 ? 0 : UInt8(device.number(in: 18...62)))
        }
        writer.uint8(UInt8(device.walk(0, within: 66...74, step: 1)))
        let port = counterPorts.lowerBound + UInt8(device.frameCounter % 5)
        return SimulatedUplink(payload: writer.bytes, port: port, frameCounter: device.frameCounter)
    }
}
