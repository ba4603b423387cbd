/// The models of PMX Systems, who took over those of Parametric.
enum PMXModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("pmx/tcr", vectors: 12) { PMXTCR.model($0) }
    ]
}
