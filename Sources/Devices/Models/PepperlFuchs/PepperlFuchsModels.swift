import Observations

/// The WILSEN sensors of Pepperl+Fuchs: one payload, one line for each model.
enum PepperlFuchsModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("pepperl-fuchs/wilsen-node", vectors: 2) {
            model($0, "Pepperl+Fuchs WILSEN.node", .utility)
        },
        BuiltInModels.model("pepperl-fuchs/wilsen-sonic-distance", vectors: 2) {
            model($0, "Pepperl+Fuchs WILSEN.sonic.distance", .environment, simulator: simulate)
        },
        BuiltInModels.model("pepperl-fuchs/wilsen-sonic-level", vectors: 9) {
            model($0, "Pepperl+Fuchs WILSEN.sonic.level", .utility, simulator: simulate)
        },
        BuiltInModels.model("pepperl-fuchs/wilsen-valve", vectors: 3) {
            model($0, "Pepperl+Fuchs WILSEN.valve", .utility)
        },
    ]

    private static let port: UInt8 = 1

    private static func model(
        _ id: ModelID,
        _ title: String,
        _ domain: Domain,
        simulator: DeviceModel.Simulator? = nil
    ) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: domain,
            properties: WilsenPayload.properties,
            ports: [port],
            source: "Pepperl+Fuchs, WILSEN payloads 1 to 3 and settings (decoder of the device repository of TTN)",
            decoder: { (payload, _) throws(DecodeError) in try WilsenPayload.decode(payload) },
            simulator: simulator
        )
    }

    /// Distance, fill level, battery and temperature of a container.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let distance = device.walk(0, within: 250...2000, step: 60)
        var writer = ByteWriter()
        writer.bytes = [4, 0x0B, 0x02]
        writer.uint16(UInt16(distance))
        writer.bytes += [3, 0x0B, 0x06, UInt8((2000 - distance) / 20), 6, 0x02, 0x01]
        writer.uint32(Float(device.walk(1, within: 22...45, step: 0.5)).bitPattern)
        writer.bytes += [3, 0x51, 0x01, 36]
        return SimulatedUplink(payload: writer.bytes, port: port, frameCounter: device.frameCounter)
    }
}
