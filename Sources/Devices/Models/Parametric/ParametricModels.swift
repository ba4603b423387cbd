/// The models of Parametric.
enum ParametricModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("parametric/pcr2", vectors: 26) { ParametricPCR2.model($0) },
        BuiltInModels.model("parametric/tcr", vectors: 14) { ParametricTCR.model($0) },
    ]
}
