/// The models of Axioma Metering.
enum AxiomaModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("axioma/qalcosonic-w1", vectors: 25) { AxiomaQalcosonicW1.model($0) }
    ]
}
