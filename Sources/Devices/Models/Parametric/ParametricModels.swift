/// The models of Parametric.
enum ParametricModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("parametric/pcr2") { ParametricPCR2.model($0) }
    ]
}
