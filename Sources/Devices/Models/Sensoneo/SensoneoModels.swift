/// The models of Sensoneo.
enum SensoneoModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("sensoneo/quatro-sensor", vectors: 4) { SensoneoQuatro.model($0) },
        BuiltInModels.model("sensoneo/single-sensor", vectors: 4) { SensoneoSingle.model($0) },
    ]
}
