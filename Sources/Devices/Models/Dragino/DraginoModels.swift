import Observations

/// The LoRaWAN sensors of Dragino: one line for each model, its payload named.
enum DraginoModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("dragino/dds20-lb", vectors: 3) { model($0, "Dragino DDS20-LB level sensor", .distance) },
        BuiltInModels.model("dragino/dds45-lb", vectors: 3) {
            model($0, "Dragino DDS45-LB distance sensor", .distance)
        },
        BuiltInModels.model("dragino/dds75-lb", vectors: 3) {
            model($0, "Dragino DDS75-LB distance sensor", .distance)
        },
        BuiltInModels.model("dragino/ldds04", vectors: 3) {
            model($0, "Dragino LDDS04 four distance sensors", .distances)
        },
        BuiltInModels.model("dragino/ldds20", vectors: 3) { model($0, "Dragino LDDS20 level sensor", .distance) },
        BuiltInModels.model("dragino/ldds75", vectors: 8) { model($0, "Dragino LDDS75 distance sensor", .distance) },
        BuiltInModels.model("dragino/lds01", vectors: 2) { model($0, "Dragino LDS01 door sensor", .door) },
        BuiltInModels.model("dragino/lds02", vectors: 5) { model($0, "Dragino LDS02 door sensor", .door) },
        BuiltInModels.model("dragino/lht65", vectors: 13) {
            model($0, "Dragino LHT65 temperature and humidity sensor", .climate)
        },
        BuiltInModels.model("dragino/lht65n", vectors: 3) {
            model($0, "Dragino LHT65N temperature and humidity sensor", .climate)
        },
        BuiltInModels.model("dragino/llds12", vectors: 2) { model($0, "Dragino LLDS12 laser distance sensor", .laser) },
        BuiltInModels.model("dragino/llms01", vectors: 2) { model($0, "Dragino LLMS01 leaf moisture sensor", .leaf) },
        BuiltInModels.model("dragino/lse01", vectors: 4) { model($0, "Dragino LSE01 soil sensor", .soil) },
        BuiltInModels.model("dragino/lsph01", vectors: 2) { model($0, "Dragino LSPH01 soil pH sensor", .soilPh) },
        BuiltInModels.model("dragino/lwl01", vectors: 2) { model($0, "Dragino LWL01 water leak sensor", .door) },
        BuiltInModels.model("dragino/lwl02", vectors: 2) { model($0, "Dragino LWL02 water leak sensor", .door) },
    ]

    private static func model(_ id: ModelID, _ title: String, _ payload: DraginoPayload) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: payload.properties,
            ports: payload.ports,
            source: "Dragino, user manual of the sensor, section Uplink Payload",
            decoder: { (bytes, context) throws(DecodeError) in try payload.decode(bytes, context) },
            simulator: payload == .distance ? simulate : nil
        )
    }

    /// A sensor over water that rises and falls.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.uint16(UInt16(device.walk(0, within: 3200...3600, step: 3)))
        writer.uint16(UInt16(device.walk(1, within: 350...4000, step: 40)))
        writer.uint8(0)
        writer.int16(Int16(device.walk(2, within: 24...38, step: 0.3) * 10))
        writer.uint8(1)
        return SimulatedUplink(payload: writer.bytes, port: 2, frameCounter: device.frameCounter)
    }
}
