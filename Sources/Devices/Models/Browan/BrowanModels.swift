import Observations

/// The Tabs and MerryIoT sensors of Browan (once TrackNet): one line for each model.
enum BrowanModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("browan/merryiot-cd10", vectors: 3) {
            merry($0, "Browan MerryIoT CO2 sensor CD10", .air)
        },
        BuiltInModels.model("browan/merryiot-dw10", vectors: 3) {
            merry($0, "Browan MerryIoT door and window sensor DW10", .door)
        },
        BuiltInModels.model("browan/tbam100", vectors: 2) {
            model($0, "Browan Tabs ambient light sensor TBAM100", .light)
        },
        BuiltInModels.model("browan/tbdw100", vectors: 3) {
            model($0, "Browan Tabs door and window sensor TBDW100", .door)
        },
        BuiltInModels.model("browan/tbhh100", vectors: 2) {
            model($0, "Browan Tabs healthy home sensor TBHH100", .home)
        },
        BuiltInModels.model("browan/tbhv110", vectors: 2) {
            model($0, "Browan Tabs healthy home sensor TBHV110", .home)
        },
        BuiltInModels.model("browan/tbms100", vectors: 2) { model($0, "Browan Tabs motion sensor TBMS100", .motion) },
        BuiltInModels.model("browan/tbol100", vectors: 2) { model($0, "Browan Tabs object locator TBOL100", .locator) },
        BuiltInModels.model("browan/tbpb100", vectors: 2) { model($0, "Browan Tabs push button TBPB100", .button) },
        BuiltInModels.model("browan/tbsl100", vectors: 1) {
            model($0, "Browan Tabs sound level sensor TBSL100", .sound)
        },
        BuiltInModels.model("browan/tbwl100", vectors: 2) { model($0, "Browan Tabs water leak sensor TBWL100", .leak) },
    ]

    private static func merry(_ id: ModelID, _ title: String, _ sensor: BrowanMerryIoT) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: sensor.properties,
            ports: [sensor.port],
            source: "Browan, MerryIoT codec of the model (ChirpStack device profiles)",
            decoder: { (payload, context) throws(DecodeError) in try sensor.decode(payload, context.port) }
        )
    }

    private static func model(_ id: ModelID, _ title: String, _ tab: BrowanTab) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: [.batteryVoltage, .batteryLevel, .deviceTemperature] + tab.properties,
            ports: [tab.port],
            source: "Browan, Tabs payload descriptions, as BQW_02_0005 and BQW_02_0008",
            decoder: { (payload, _) throws(DecodeError) in try tab.decode(payload) }
        )
    }
}
