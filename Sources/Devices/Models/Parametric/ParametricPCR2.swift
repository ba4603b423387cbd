import Observations

/// Parametric PCR2: a radar that counts people passing from left to right and from right to left.
///
/// Application payloads, port 14, numbers with the highest byte first:
///
/// | format | bytes |
/// | --- | --- |
/// | Elsys compatible, since firmware 1.0 (9) | `0A` ltr:2 `16` rtl:2 `01` temperature:2; some firmware writes the second id as `0A` |
/// | extended V3, firmware 3.4 (16) | `BE 01 03` ltr:2 rtl:2 ltr sum:2 rtl sum:2 battery % solar mW:2 temperature:2 |
/// | extended V4, firmware 3.6 (17) | `BE 01 04` ltr:2 rtl:2 ltr sum:2 rtl sum:2 battery mV:2 solar mW:2 temperature:2 |
/// | AppData V5, firmware 4.0 (10) | `BE 01` type `A5` ltr:2 rtl:2 battery 0.1 V, message counter |
///
/// Counts are since the last uplink, sums since power up; both wrap at 65535. Temperatures are 0.1 Cel with a sign and
/// taken inside the device. Battery and solar panel exist where a solar charger (SBX) is fitted; a battery of 0 says
/// that there is none.
///
/// Port 190 tells the configuration or the device's identity; it becomes parameters (`ParametricPCR2+Configuration`).
///
/// Source: Parametric, "PCR2 LoRaWAN Payload" V2 to V5 (docs.pmx.systems/parametric/pcr2/manuals/lora_payload) and
/// "PCR2 Configuration Payload" V2 to V6 (parametric-analytics.com/docs/pcr2).
enum ParametricPCR2 {
    static let applicationPort: UInt8 = 14
    static let configurationPorts: [UInt8] = [1, 190]

    /// `BE 01`: Parametric, PCR2.
    static let prefix: [UInt8] = [0xBE, 0x01]

    private static let leftToRight: Channel = "ltr"
    private static let rightToLeft: Channel = "rtl"
    private static let leftToRightTotal: Channel = "ltr-total"
    private static let rightToLeftTotal: Channel = "rtl-total"

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Parametric PCR2 people counter radar",
            domain: .traffic,
            properties: [.peopleCount, .deviceTemperature, .batteryLevel, .batteryVoltage, .solarPower],
            ports: [1, 14, 190],
            source: "Parametric, PCR2 LoRaWAN Payload V2 to V5 and Configuration Payload V2 to V6",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        switch context.port {
        case 14: try application(payload)
        case 1, 190: try configuration(payload)
        case nil: isConfiguration(payload) ? try configuration(payload) : try application(payload)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    private static func application(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let first = try reader.uint8()
        guard first == prefix[0] else { return try elsysCompatible(payload) }
        let family = try reader.uint8()
        guard family == prefix[1] else { throw .unknownType(offset: 1, type: Int(family)) }
        let version = try reader.uint8()
        if payload.count == 10, payload[3] == 0xA5 { return try appData(&reader, deviceType: version) }
        guard version == 3 || version == 4 else { throw .unknownType(offset: 2, type: Int(version)) }
        return try extended(&reader, version: version)
    }

    private static func elsysCompatible(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var observations: [Observation] = []
        var hasLeftToRight = false
        var hasRightToLeft = false
        var hasTemperature = false
        while reader.left > 0 {
            let offset = reader.offset
            switch try reader.uint8() {
            case 0x0A where !hasLeftToRight:
                hasLeftToRight = true
                observations.append(count(try reader.uint16(), leftToRight))
            case 0x0A where !hasRightToLeft, 0x16 where !hasRightToLeft:
                hasRightToLeft = true
                observations.append(count(try reader.uint16(), rightToLeft))
            case 0x01 where !hasTemperature:
                hasTemperature = true
                observations.append(temperature(try reader.int16()))
            case let type: throw .unknownType(offset: offset, type: Int(type))
            }
        }
        return Decoded(readings: [DecodedReading(observations: observations)])
    }

    private static func extended(_ reader: inout ByteReader, version: UInt8) throws(DecodeError) -> Decoded {
        var observations: [Observation] = []
        observations.reserveCapacity(7)
        observations.append(count(try reader.uint16(), leftToRight))
        observations.append(count(try reader.uint16(), rightToLeft))
        observations.append(total(try reader.uint16(), leftToRightTotal))
        observations.append(total(try reader.uint16(), rightToLeftTotal))
        if version == 3 {
            let percent = try reader.uint8()
            if percent > 0 { observations.append(Observation(.batteryLevel, Double(percent))) }
        } else {
            let millivolts = try reader.uint16()
            if millivolts > 0 { observations.append(Observation(.batteryVoltage, Double(millivolts) / 1000)) }
        }
        observations.append(Observation(.solarPower, Double(try reader.uint16()) / 1000))
        observations.append(temperature(try reader.int16()))
        try reader.finish()
        return Decoded(readings: [DecodedReading(observations: observations)])
    }

    private static func appData(_ reader: inout ByteReader, deviceType: UInt8) throws(DecodeError) -> Decoded {
        _ = try reader.uint8()
        var observations = [count(try reader.uint16(), leftToRight), count(try reader.uint16(), rightToLeft)]
        let tenths = try reader.uint8()
        if tenths > 0 { observations.append(Observation(.batteryVoltage, Double(tenths) / 10)) }
        let counter = try reader.uint8()
        try reader.finish()
        let parameters = [
            Parameter(name: "deviceType", value: .string(deviceName(deviceType))),
            Parameter(name: "messageCounter", value: .unsigned(UInt64(counter))),
        ]
        return Decoded(readings: [DecodedReading(observations: observations, parameters: parameters)])
    }

    private static func count(_ people: UInt16, _ channel: Channel) -> Observation {
        Observation(.peopleCount, Double(people), channel: channel, kind: .delta)
    }

    private static func total(_ people: UInt16, _ channel: Channel) -> Observation {
        Observation(.peopleCount, Double(people), channel: channel, kind: .counter)
    }

    private static func temperature(_ tenths: Int16) -> Observation {
        Observation(.deviceTemperature, Double(tenths) / 10)
    }

    /// An extended V4 payload of a street that is livelier by day.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let hour = device.now.microseconds / 3_600_000_000 % 24
        let busy: UInt64 = (0...15).contains(hour) ? 40 : 6
        let (leftTotal, left) = device.count(0, by: 0...busy)
        let (rightTotal, right) = device.count(1, by: 0...busy)
        let battery = device.walk(0, within: 6800...7400, step: 20)
        let solar = device.walk(1, within: 0...4000, step: 300)
        let temperature = device.walk(2, within: 24...48, step: 0.6)
        var writer = ByteWriter()
        writer.bytes = prefix + [4]
        for number in [left, right, leftTotal, rightTotal] { writer.uint16(UInt16(truncatingIfNeeded: number)) }
        writer.uint16(UInt16(battery))
        writer.uint16(UInt16(solar))
        writer.int16(Int16(temperature * 10))
        return SimulatedUplink(payload: writer.bytes, port: applicationPort, frameCounter: device.frameCounter)
    }
}
