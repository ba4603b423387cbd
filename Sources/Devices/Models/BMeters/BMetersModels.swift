/// The meters of B Meters that speak LoRaWAN; by radio and wire they speak EN 13757.
enum BMetersModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("b-meters/hydrodigit-s1", vectors: 6) { BMetersHydrodigit.model($0) }
    ]
}
