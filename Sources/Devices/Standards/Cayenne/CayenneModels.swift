/// The models that send Cayenne's low power payload.
enum CayenneModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("cayenne/lpp", vectors: 13) { CayenneLPP.model($0) }
    ]
}
