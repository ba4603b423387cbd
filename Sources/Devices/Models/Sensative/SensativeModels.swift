/// The models of Sensative.
enum SensativeModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("sensative/strips-comfort", vectors: 10) {
            SensativeStrips.model($0, "Sensative Strips Comfort")
        },
        BuiltInModels.model("sensative/strips-drip", vectors: 2) { SensativeStrips.model($0, "Sensative Strips Drip") },
        BuiltInModels.model("sensative/strips-guard", vectors: 2) {
            SensativeStrips.model($0, "Sensative Strips Guard")
        },
    ]
}
