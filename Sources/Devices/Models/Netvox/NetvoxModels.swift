import Observations

/// The sensors of Netvox Technology: one payload, a table of reports for each kind of device.
enum NetvoxModels {
    static let all: [DeviceModel] = air + climate + contacts + presence + inputs + current + water

    private static let ports: [UInt8] = [
        NetvoxPayload.reportPort, NetvoxCommands.configurationPort, NetvoxCommands.buttonPort,
        NetvoxCommands.calibrationPort, NetvoxCommands.rejoinPort,
    ]

    /// A model, whose reports of type 1 the simulator fills with field values that wander within ranges.
    static func model(
        _ name: String,
        vectors: Int,
        _ title: String,
        _ device: NetvoxDevice,
        domain: Domain = .environment,
        simulated values: [ClosedRange<Double>] = []
    ) -> DeviceModel {
        var properties: [ObservedProperty] = []
        if device.reports.contains(where: \.hasBattery) { properties = [.batteryVoltage, .batteryLow, .externalPower] }
        for report in device.reports {
            for field in report.fields {
                guard let property = field.property, !properties.contains(property) else { continue }
                properties.append(property)
            }
        }
        let observed = properties
        let simulator: DeviceModel.Simulator = { simulated in simulate(&simulated, device, values) }
        return BuiltInModels.model("netvox/\(name)", vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: "Netvox \(title)",
                domain: domain,
                properties: observed,
                ports: ports,
                source: "Netvox Technology, Netvox LoRaWAN Application Command V1.8.6 and user manual of the model",
                decoder: { (payload, context) throws(DecodeError) in
                    try NetvoxPayload.decode(payload, context, device)
                },
                simulator: values.isEmpty ? nil : simulator
            )
        }
    }

    /// Models of the same fields, of which each has its own type.
    static func models(_ fields: [NetvoxField], _ models: [(name: String, type: UInt8, vectors: Int, title: String)])
        -> [DeviceModel]
    {
        models.map { entry in model(entry.name, vectors: entry.vectors, entry.title, NetvoxDevice(entry.type, fields)) }
    }

    private static func simulate(
        _ simulated: inout SimulatedDevice,
        _ device: NetvoxDevice,
        _ values: [ClosedRange<Double>]
    ) -> SimulatedUplink {
        var bytes = [UInt8](repeating: 0, count: NetvoxPayload.reportBytes)
        bytes[0] = NetvoxPayload.version
        bytes[1] = device.types[0]
        bytes[2] = device.reports[0].type
        bytes[3] = UInt8(simulated.walk(0, within: 33...36, step: 0.2))
        for (slot, (field, range)) in zip(device.reports[0].fields, values).enumerated() {
            let step = (range.upperBound - range.lowerBound) / 15
            var raw = UInt32(simulated.walk(slot + 1, within: range, step: step))
            for index in (field.offset..<field.offset + field.size).reversed() {
                bytes[index] = UInt8(truncatingIfNeeded: raw)
                raw >>= 8
            }
        }
        return SimulatedUplink(payload: bytes, port: NetvoxPayload.reportPort, frameCounter: simulated.frameCounter)
    }
}
