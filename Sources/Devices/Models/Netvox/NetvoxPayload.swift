import Observations

/// The payloads of all Netvox sensors that speak version 1 of the maker's application protocol.
///
/// Port 6 carries reports of 11 bytes, numbers with the highest byte first:
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | version, `01` |
/// | 1 | 1 | device type: `NetvoxDevice.types` |
/// | 2 | 1 | report type; `00` is sent when the device starts |
/// | 3 | 8 | what the report type says: `NetvoxReport` |
///
/// Most reports begin with the battery: bits 6 to 0 its voltage in 0.1 V, bit 7 that it is low; `00` says that the device
/// has no battery but mains. The report of a start has software version (0.1), hardware version and a date code of four
/// bytes. What a device measures may be spread over several report types, each of which becomes a reading of its own. In
/// series that can be fitted with various sensors all ones say that there is no such sensor: nothing is observed.
/// Bytes that the document calls reserved go along as the parameter `reserved` when they are not 0; a report type that
/// it does not have becomes the parameter `undecoded`.
///
/// Answers to commands come on ports 7, 13, 14 and 32 and become parameters (`NetvoxCommands`).
///
/// Source: Netvox Technology, "Netvox LoRaWAN Application Command" V1.8.6 and "LoRaWAN Application Devicetype" V1.9
/// (cdn.shopify.com), and the models' user manuals, chapter "Data Report".
enum NetvoxPayload {
    static let reportPort: UInt8 = 6
    static let version: UInt8 = 1
    static let reportBytes = 11

    /// Reads a payload of a device.
    static func decode(
        _ payload: [UInt8],
        _ context: DecodingContext,
        _ device: NetvoxDevice
    ) throws(DecodeError) -> Decoded {
        switch context.port {
        case reportPort: try report(payload, device)
        case NetvoxCommands.configurationPort: try NetvoxCommands.configuration(payload, device)
        case NetvoxCommands.buttonPort: try NetvoxCommands.buttonPress(payload)
        case NetvoxCommands.calibrationPort: try NetvoxCommands.calibration(payload)
        case NetvoxCommands.rejoinPort: try NetvoxCommands.rejoin(payload)
        case nil where payload.first.map { $0 & 0x80 != 0 } ?? false: try NetvoxCommands.configuration(payload, device)
        case nil: try report(payload, device)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    private static func report(_ payload: [UInt8], _ device: NetvoxDevice) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let version = try reader.uint8()
        guard version == NetvoxPayload.version else { throw .unknownType(offset: 0, type: Int(version)) }
        let type = try reader.uint8()
        guard device.types.contains(type) else { throw .unknownType(offset: 1, type: Int(type)) }
        let reportType = try reader.uint8()
        try reader.skip(8)
        try reader.finish()
        if reportType == 0 { return start(payload, device) }
        guard let report = device.reports.first(where: { $0.type == reportType }) else {
            let parameters = [
                Parameter(name: "reportType", value: .unsigned(UInt64(reportType))),
                Parameter(name: "undecoded", value: .string(Hexadecimal.encode(payload[3...]))),
            ]
            return Decoded(readings: [DecodedReading(observations: [], parameters: parameters)], skippedFields: 1)
        }
        var observations: [Observation] = []
        observations.reserveCapacity(report.fields.count + 2)
        var parameters: [Parameter] = []
        if report.hasBattery { battery(payload[3], to: &observations) }
        for field in report.fields { field.add(payload, to: &observations, &parameters) }
        if let reserved = report.reserved(payload) {
            parameters.append(Parameter(name: "reserved", value: .string(reserved)))
        }
        return Decoded(readings: [DecodedReading(observations: observations, parameters: parameters)])
    }

    private static func battery(_ byte: UInt8, to observations: inout [Observation]) {
        observations.append(Observation(.batteryVoltage, Double(byte & 0x7F) / 10))
        observations.append(
            byte == 0 ? Observation(.externalPower, true) : Observation(.batteryLow, byte & 0x80 != 0)
        )
    }

    private static func start(_ payload: [UInt8], _ device: NetvoxDevice) -> Decoded {
        let parameters = [
            Parameter(name: "softwareVersion", value: .string("\(payload[3] / 10).\(payload[3] % 10)")),
            Parameter(name: "hardwareVersion", value: .unsigned(UInt64(payload[4]))),
            Parameter(name: "dateCode", value: .string(Hexadecimal.encode(payload[5..<9]))),
        ]
        return Decoded(readings: [DecodedReading(observations: [], parameters: parameters)])
    }
}
