/// The meters of GWF MessSysteme AG.
enum GWFModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("gwf/gas-meter", vectors: 3) { GWFModule.model($0, "GWF gas meter with LoRaWAN module") },
        BuiltInModels.model("gwf/meter", vectors: 8) {
            GWFModule.model($0, "GWF water or gas meter with LoRaWAN module")
        },
        BuiltInModels.model("gwf/rcm-lrw10", vectors: 3) { GWFModule.model($0, "GWF RCM-LRW10 water meter module") },
    ]
}
