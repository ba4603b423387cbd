/// The models of Libelium.
enum LibeliumModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("libelium/smart-parking-v3", vectors: 10) { LibeliumSmartParking.model($0) }
    ]
}
