/// The valves of STREGA.
enum StregaModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("strega/smart-valve", vectors: 13) { StregaValve.model($0) }
    ]
}
