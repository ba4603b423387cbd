/// The adapters of EasyMeter GmbH.
enum EasyMeterModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("easymeter/esys-lr10", vectors: 6) { EasyMeterLR10.model($0) }
    ]
}
