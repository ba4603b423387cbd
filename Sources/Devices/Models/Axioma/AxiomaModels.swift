/// The models of Axioma Metering.
enum AxiomaModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("axioma/qalcosonic-e3", vectors: 8) {
            AxiomaQalcosonicE3.model($0, "Axioma Qalcosonic E3 meter of heat and cold")
        },
        BuiltInModels.model("axioma/qalcosonic-e4", vectors: 2) {
            AxiomaQalcosonicE3.model($0, "Axioma Qalcosonic E4 meter of heat and cold")
        },
        BuiltInModels.model("axioma/qalcosonic-w1", vectors: 25) { AxiomaQalcosonicW1.model($0) },
    ]
}
