/// The meters of Kamstrup A/S.
enum KamstrupModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("kamstrup/flowiq-2200-lorawan", vectors: 10) {
            KamstrupLoRaWAN.model($0, "Kamstrup flowIQ 2200 water meter with LoRaWAN", .water)
        },
        BuiltInModels.model("kamstrup/multical-lorawan", vectors: 3) {
            KamstrupLoRaWAN.model($0, "Kamstrup MULTICAL heat meter with LoRaWAN", .heat)
        },
    ]
}
