/// The meters of Yobiiq B.V.
enum YobiiqModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("yobiiq/em2101", vectors: 16) {
            YobiiqMeter.model($0, "Yobiiq EM2101 electricity meter, one phase with relay", phases: 1)
        },
        BuiltInModels.model("yobiiq/em4301", vectors: 16) {
            YobiiqMeter.model($0, "Yobiiq EM4301 electricity meter, three phases", phases: 3)
        },
        BuiltInModels.model("yobiiq/em4301-ct", vectors: 3) {
            YobiiqMeter.model($0, "Yobiiq EM4301-CT electricity meter, three phases through transformers", phases: 3)
        },
        BuiltInModels.model("yobiiq/iq-dsmr-lrw", vectors: 5) { YobiiqSmartMeter.model($0) },
        BuiltInModels.model("yobiiq/iq-rm200-lrw", vectors: 6) { YobiiqController.model($0) },
        BuiltInModels.model("yobiiq/sd-1001", vectors: 5) { YobiiqSmokeDetector.model($0) },
    ]
}
