import Observations

/// The sensors of Decentlab GmbH: one payload, a table of words for each model.
enum DecentlabModels {
    static let all: [DeviceModel] = air + weather + soil + plants + water + level + inputs

    /// The port that the devices send on as delivered.
    static let port: UInt8 = 1

    /// A model with these sensors, which the simulator gives words that wander within ranges.
    static func model(
        _ name: String,
        vectors: Int,
        _ title: String,
        _ sensors: [DecentlabSensor],
        domain: Domain = .environment,
        simulated words: [ClosedRange<Double>] = []
    ) -> DeviceModel {
        var properties: [ObservedProperty] = []
        for sensor in sensors {
            for value in sensor.values {
                guard let property = value.property, !properties.contains(property) else { continue }
                properties.append(property)
            }
        }
        let simulator: DeviceModel.Simulator = { device in simulate(&device, sensors.count, words) }
        let observed = properties
        return BuiltInModels.model(name, vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: "Decentlab \(title)",
                domain: domain,
                properties: observed,
                ports: [port],
                source: "Decentlab GmbH, data sheet and payload decoder of the model, protocol version 2",
                decoder: { (payload, _) throws(DecodeError) in try DecentlabPayload.decode(payload, sensors) },
                simulator: words.isEmpty ? nil : simulator
            )
        }
    }

    /// A payload with the words of all sensors.
    private static func simulate(
        _ device: inout SimulatedDevice,
        _ sensorCount: Int,
        _ words: [ClosedRange<Double>]
    ) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.uint8(DecentlabPayload.version)
        writer.uint16(5000)
        writer.uint16(1 << UInt16(sensorCount) - 1)
        for (slot, range) in words.enumerated() {
            let step = (range.upperBound - range.lowerBound) / 20
            writer.uint16(UInt16(device.walk(slot, within: range, step: step)))
        }
        return SimulatedUplink(payload: writer.bytes, port: port, frameCounter: device.frameCounter)
    }
}
