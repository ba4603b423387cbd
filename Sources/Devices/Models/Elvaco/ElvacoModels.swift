/// The modules and sensors of Elvaco AB.
enum ElvacoModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("elvaco/cma11l", vectors: 4) { ElvacoModule.roomSensor($0) },
        BuiltInModels.model("elvaco/cmi4110", vectors: 13) {
            ElvacoModule.heatMeter($0, "Elvaco CMi4110 module for Landis+Gyr UH50 heat meters")
        },
        BuiltInModels.model("elvaco/cmi4111", vectors: 3) {
            ElvacoModule.heatMeter($0, "Elvaco CMi4111 module for Landis+Gyr T330 heat meters")
        },
        BuiltInModels.model("elvaco/cmi4130", vectors: 3) {
            ElvacoModule.heatMeter($0, "Elvaco CMi4130 module for Itron CF Echo heat meters")
        },
        BuiltInModels.model("elvaco/cmi4140", vectors: 8) {
            ElvacoModule.heatMeter($0, "Elvaco CMi4140 module for Kamstrup MULTICAL heat meters")
        },
        BuiltInModels.model("elvaco/cmi4160", vectors: 3) {
            ElvacoModule.heatMeter($0, "Elvaco CMi4160 module for Diehl SHARKY heat meters")
        },
    ]
}
