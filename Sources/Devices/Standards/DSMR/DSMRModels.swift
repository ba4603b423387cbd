/// The models of smart meters with a P1 port.
enum DSMRModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("dsmr/p1", vectors: 10) { DSMRTelegram.model($0) }
    ]
}
