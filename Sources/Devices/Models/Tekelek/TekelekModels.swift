/// The models of Tekelek.
enum TekelekModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("tekelek/766", vectors: 9) { TekelekTEK766.model($0) }
    ]
}
