import Observations

/// Parametric TCR: a radar beside the road that counts what passes from the left and from the right, by speed class.
///
/// Application payloads, port 15, numbers with the highest byte first:
///
/// | format | bytes |
/// | --- | --- |
/// | V1, firmware 1.0 (32) | `BE 02 01` battery % solar mW:2 temperature 0.1 Cel:2, then for classes 0 to 3: left count:2, left km/h, right count:2, right km/h |
/// | V2, firmware 1.1 (33) | `BE 02 02` battery mV:2 solar mW:2 temperature 0.1 Cel:2, then the classes as in V1 |
///
/// Counts are since the last uplink, speeds the average of the class in that time: 0 where nothing was counted. The
/// temperature has a sign and is taken inside the device. Battery and solar panel exist where a solar charger (SBX) is
/// fitted; a battery of 0 says that there is none.
///
/// Port 190 tells the configuration or the device's identity; it becomes parameters (`ParametricTCR+Configuration`).
/// Payloads that begin with `A2`, `C2` or `D2` are of the maker's next firmware; see `PMXTCR`.
///
/// Source: Parametric, "TCR Application Payload" V1 and V2, "TCR Configuration Payload" V2 and V3
/// (parametric-analytics.com/docs/tcr) and "TCR LoRaWAN Payload Description" V1.3 and V2.2 (docs.pmx.systems).
enum ParametricTCR {
    /// `BE 02`: Parametric, TCR.
    static let prefix: [UInt8] = [0xBE, 0x02]
    static let applicationPort: UInt8 = 15
    static let configurationPort: UInt8 = 190

    private static let classCount = 4
    private static let left = (0..<classCount).map { channel("left", $0) }
    private static let right = (0..<classCount).map { channel("right", $0) }

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Parametric TCR traffic counter radar",
            domain: .traffic,
            properties: [
                .vehicleCount, .vehicleSpeed, .deviceTemperature, .batteryLevel, .batteryVoltage, .solarPower,
                .supplyVoltage,
            ],
            ports: [1, 13, 14, 15, 16, 17, 190],
            source:
                "Parametric, TCR Application Payload V1 and V2, Configuration Payload V2 and V3, LoRaWAN Payload V2.2",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let first = try reader.uint8()
        guard first == prefix[0] else { return try PMXTCR.decode(payload, context) }
        let family = try reader.uint8()
        guard family == prefix[1] else { throw .unknownType(offset: 1, type: Int(family)) }
        let isConfiguration: Bool =
            switch context.port {
            case applicationPort: false
            case configurationPort: true
            default: payload.count <= longestConfiguration
            }
        if isConfiguration || (payload.count > 3 && identityTypes.contains(payload[3])) {
            return try configuration(&reader)
        }
        return try application(&reader)
    }

    private static func application(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        let version = try reader.uint8()
        var observations: [Observation] = []
        observations.reserveCapacity(5 + 4 * classCount)
        switch version {
        case 1:
            let percent = try reader.uint8()
            if percent > 0 { observations.append(Observation(.batteryLevel, Double(percent))) }
        case 2:
            let millivolts = try reader.uint16()
            if millivolts > 0 { observations.append(Observation(.batteryVoltage, Double(millivolts) / 1000)) }
        default: throw .unknownType(offset: reader.offset - 1, type: Int(version))
        }
        observations.append(Observation(.solarPower, Double(try reader.uint16()) / 1000))
        observations.append(Observation(.deviceTemperature, Double(try reader.int16()) / 10))
        var leftTotal: UInt32 = 0
        var rightTotal: UInt32 = 0
        for number in 0..<classCount {
            leftTotal += UInt32(try speedClass(&reader, left[number], &observations))
            rightTotal += UInt32(try speedClass(&reader, right[number], &observations))
        }
        try reader.finish()
        observations.append(Observation(.vehicleCount, Double(leftTotal), channel: Channels.left, kind: .delta))
        observations.append(Observation(.vehicleCount, Double(rightTotal), channel: Channels.right, kind: .delta))
        return Decoded(readings: [DecodedReading(observations: observations)])
    }

    /// Reads a count and an average speed.
    ///
    /// - Returns: the count.
    private static func speedClass(
        _ reader: inout ByteReader,
        _ channel: Channel,
        _ observations: inout [Observation]
    ) throws(DecodeError) -> UInt16 {
        let count = try reader.uint16()
        observations.append(Observation(.vehicleCount, Double(count), channel: channel, kind: .delta))
        observations.append(Observation(.vehicleSpeed, Double(try reader.uint8()), channel: channel))
        return count
    }

    private static func channel(_ direction: String, _ number: Int) -> Channel {
        Channel(stringLiteral: "\(direction)-class-\(number)")
    }

    /// A V2 payload of a road that is busier by day.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let hour = device.now.microseconds / 3_600_000_000 % 24
        let busy: ClosedRange<Int> = (0...15).contains(hour) ? 0...60 : 0...8
        var writer = ByteWriter()
        writer.bytes = prefix + [2]
        writer.uint16(UInt16(device.walk(0, within: 6800...7400, step: 20)))
        writer.uint16(UInt16(device.walk(1, within: 0...4000, step: 300)))
        writer.int16(Int16(device.walk(2, within: 24...48, step: 0.6) * 10))
        for speeds in [1...7, 8...25, 26...49, 50...90] {
            for _ in 0..<2 {
                let count = device.number(in: busy)
                writer.uint16(UInt16(count))
                writer.uint8(count == 0 ? 0 : UInt8(device.number(in: speeds)))
            }
        }
        return SimulatedUplink(payload: writer.bytes, port: applicationPort, frameCounter: device.frameCounter)
    }

    private enum Channels {
        static let left: Channel = "left"
        static let right: Channel = "right"
    }
}
