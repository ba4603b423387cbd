/// The devices of comtac AG.
enum ComtacModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("comtac/dali-bridge", vectors: 4) { ComtacSensors.lamp($0) },
        BuiltInModels.model("comtac/klax", vectors: 20) { ComtacKLAX.model($0) },
        BuiltInModels.model("comtac/lpn-cm-1", vectors: 4) { ComtacSensors.climate($0) },
        BuiltInModels.model("comtac/lpn-cm-4", vectors: 8) { ComtacSensors.climateWithHistory($0) },
        BuiltInModels.model("comtac/lpn-di", vectors: 4) { ComtacSensors.inputs($0) },
    ]
}
