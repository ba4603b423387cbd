/// The meters of Holley Technology.
enum HolleyModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("holley/e-meter", vectors: 6) { HolleyMeter.model($0) }
    ]
}
