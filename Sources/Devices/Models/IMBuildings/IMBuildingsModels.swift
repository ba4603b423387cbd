import Observations

/// The models of IMBUILDINGS.
enum IMBuildingsModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("imbuildings/comfort-sensor", vectors: 2) {
            IMBuildingsPayload.model($0, "IMBUILDINGS Comfort Sensor", .environment)
        },
        BuiltInModels.model("imbuildings/people-counter", vectors: 11) {
            IMBuildingsPayload.model($0, "IMBUILDINGS People Counter", .traffic)
        },
    ]
}
