/// The models of PNI Sensor.
enum PNIModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("pni/placepod", vectors: 12) { PNIPlacePod.model($0) }
    ]
}
