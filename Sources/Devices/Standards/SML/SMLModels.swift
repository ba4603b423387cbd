/// The models of meters that speak the Smart Message Language.
enum SMLModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("sml/meter", vectors: 10) { SMLMeter.model($0) }
    ]
}
