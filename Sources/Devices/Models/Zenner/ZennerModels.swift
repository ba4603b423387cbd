/// The meters of ZENNER International.
enum ZennerModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("zenner/edc", vectors: 3) { ZennerMeter.model($0, "ZENNER EDC module for water meters") },
        BuiltInModels.model("zenner/iuws", vectors: 3) { ZennerMeter.model($0, "ZENNER IUWS ultrasonic water meter") },
        BuiltInModels.model("zenner/pdc", vectors: 3) {
            ZennerMeter.model($0, "ZENNER PDC pulse module for water meters")
        },
        BuiltInModels.model("zenner/water-meter", vectors: 12) {
            ZennerMeter.model($0, "ZENNER water meter with LoRaWAN")
        },
    ]
}
