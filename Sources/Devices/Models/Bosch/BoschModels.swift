/// The models of Bosch Connected Devices.
enum BoschModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("bosch/tps110", vectors: 12) { BoschTPS110.model($0) }
    ]
}
