/// The modules of DZG Metering GmbH.
enum DZGModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("dzg/loramod", vectors: 25) { DZGLoRaMOD.model($0) }
    ]
}
