import Observations

/// The models of Terabee.
enum TerabeeModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("terabee/lora-lm-xl", vectors: 6) { TerabeeLevelMonitoring.model($0) },
        BuiltInModels.model("terabee/people-counting-l-xl", vectors: 2) {
            model($0, "Terabee People Counting L and XL", countingPort: 1, simulator: simulate)
        },
        BuiltInModels.model("terabee/people-flow-counting-l-xl", vectors: 9) {
            model($0, "Terabee People Flow Counting L and XL", countingPort: 1, simulator: simulate)
        },
        BuiltInModels.model("terabee/people-flow-counting-m", vectors: 9) {
            model($0, "Terabee People Flow Counting M", countingPort: 82)
        },
        BuiltInModels.model("terabee/people-occupancy-counting", vectors: 4) {
            DeviceModel(
                id: $0,
                title: "Terabee People Occupancy Counting",
                domain: .environment,
                properties: [.peoplePresent, .deviceFault],
                ports: [83] + TerabeeCounting.commandPorts,
                source: "Terabee, payload decoder of People Occupancy Counting",
                decoder: { (payload, context) throws(DecodeError) in
                    try TerabeeCounting.occupancy(payload, context.port)
                }
            )
        },
    ]

    private static func model(
        _ id: ModelID,
        _ title: String,
        countingPort: UInt8,
        simulator: DeviceModel.Simulator? = nil
    ) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .traffic,
            properties: [.peopleCount, .deviceFault],
            ports: [countingPort] + TerabeeCounting.commandPorts,
            source: "Terabee, payload decoder of \(title)",
            decoder: { (payload, context) throws(DecodeError) in
                try TerabeeCounting.flow(payload, context.port, countingPort: countingPort)
            },
            simulator: simulator
        )
    }

    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.uint32(UInt32(truncatingIfNeeded: device.count(0, by: 0...20).total))
        writer.uint32(UInt32(truncatingIfNeeded: device.count(1, by: 0...20).total))
        writer.uint8(0)
        return SimulatedUplink(payload: writer.bytes, port: 1, frameCounter: device.frameCounter)
    }
}
