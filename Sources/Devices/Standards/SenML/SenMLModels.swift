/// The models that send Sensor Measurement Lists.
enum SenMLModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("senml/pack", vectors: 15) { SenMLPayload.model($0) }
    ]
}
