import Observations

/// The models of Dingtek: one frame, one line for each model.
enum DingtekModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("dingtek/dc410", vectors: 2) { model($0, "Dingtek DC410 waste bin sensor", .bin, bin) },
        BuiltInModels.model("dingtek/dc413", vectors: 2) { model($0, "Dingtek DC413 waste bin sensor", .bin, bin) },
        BuiltInModels.model("dingtek/dc500", vectors: 2) {
            model($0, "Dingtek DC500 people counter", .people, people, .traffic)
        },
        BuiltInModels.model("dingtek/dc510", vectors: 2) {
            model($0, "Dingtek DC510 people counter", .peopleLevel, people, .traffic)
        },
        BuiltInModels.model("dingtek/df200", vectors: 2) {
            model($0, "Dingtek DF200 gas cylinder level sensor", .gas(hasHeight: false), gas)
        },
        BuiltInModels.model("dingtek/df400", vectors: 2) {
            model($0, "Dingtek DF400 gas tank level sensor", .gas(hasHeight: true), gas)
        },
        BuiltInModels.model("dingtek/df530", vectors: 3) {
            model($0, "Dingtek DF530 tank level sensor", .tank(alarm: "level", hasTemperature: true), bin)
        },
        BuiltInModels.model("dingtek/df555", vectors: 2) {
            model($0, "Dingtek DF555 tank level sensor", .tank(alarm: "level", hasTemperature: true), bin)
        },
        BuiltInModels.model("dingtek/df556", vectors: 3) {
            model(
                $0,
                "Dingtek DF556 tank level sensor",
                .tank(alarm: "level", hasTemperature: false),
                immersed,
                type: 0x16
            )
        },
        BuiltInModels.model("dingtek/df701", vectors: 2) {
            model($0, "Dingtek DF701 waste bin sensor", .simpleBin, simpleBin)
        },
        BuiltInModels.model("dingtek/df702", vectors: 11) { model($0, "Dingtek DF702 waste bin sensor", .bin, bin) },
        BuiltInModels.model("dingtek/df703", vectors: 3) { model($0, "Dingtek DF703 waste bin sensor", .bin, bin) },
        BuiltInModels.model("dingtek/do200", vectors: 3) {
            let telemetry = DingtekTelemetry.geomagnetic(isParking: true, hasClimate: false)
            return model($0, "Dingtek DO200 parking sensor", telemetry, parking, .traffic, type: 2)
        },
        BuiltInModels.model("dingtek/do201", vectors: 2) {
            model(
                $0,
                "Dingtek DO201 manhole sensor",
                .geomagnetic(isParking: false, hasClimate: true),
                manhole,
                type: 0x31
            )
        },
        BuiltInModels.model("dingtek/do202", vectors: 2) {
            model(
                $0,
                "Dingtek DO202 manhole sensor",
                .geomagnetic(isParking: false, hasClimate: true),
                manhole,
                type: 0x32
            )
        },
        BuiltInModels.model("dingtek/dt311", vectors: 4) {
            model($0, "Dingtek DT311 temperature and humidity sensor", .climate, climate, .environment)
        },
    ]

    private static let port: UInt8 = 3

    private static let bin: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("detectionInterval", 1), ("levelThreshold", 1), ("fireThreshold", 1),
        ("fallThreshold", 1), ("fallEnabled", 1), ("workMode", 1),
    ]
    private static let simpleBin: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("detectionInterval", 1), ("levelThreshold", 1), ("workMode", 1),
    ]
    private static let gas: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("detectionInterval", 1), ("batteryThreshold", 1), ("levelThreshold", 1),
    ]
    private static let immersed: [DingtekPayload.Setting] = [
        ("uploadInterval", 2), ("detectionInterval", 1), ("levelThreshold", 1), ("fireThreshold", 1), ("density", 2),
        ("batteryThreshold", 1), ("workMode", 1),
    ]
    private static let people: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("countThreshold", 2), ("batteryThreshold", 1),
    ]
    private static let parking: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("ultrasonicInterval", 1), ("magnetInterval", 1), ("calibrationInterval", 2),
        ("magnetThreshold", 2),
    ]
    private static let manhole: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("detectionInterval", 1), ("levelThreshold", 1), ("magnetThreshold", 2),
        ("batteryThreshold", 1),
    ]
    private static let climate: [DingtekPayload.Setting] = [
        ("uploadInterval", 1), ("detectionInterval", 1), ("highTemperatureSign", 1), ("highTemperatureThreshold", 1),
        ("lowTemperatureSign", 1), ("lowTemperatureThreshold", 1), ("highHumidityThreshold", 1),
        ("lowHumidityThreshold", 1), ("workMode", 1), ("batteryThreshold", 1),
    ]

    private static func model(
        _ id: ModelID,
        _ title: String,
        _ telemetry: DingtekTelemetry,
        _ settings: [DingtekPayload.Setting],
        _ domain: Domain = .utility,
        type: UInt8 = 1
    ) -> DeviceModel {
        let isBin = if case .bin = telemetry { true } else { false }
        return DeviceModel(
            id: id,
            title: title,
            domain: domain,
            properties: telemetry.properties,
            ports: [port],
            source: "Dingtek, LoRaWAN protocols of its sensors, as DF702 & DF703 Protocol V2.8",
            decoder: { (payload, _) throws(DecodeError) in
                try DingtekPayload.decode(payload, type: type, telemetry, settings)
            },
            simulator: isBin ? simulate : nil
        )
    }

    /// A bin that fills up and is emptied at times.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let distance = device.walk(0, within: 150...1800, step: 120)
        var writer = ByteWriter()
        writer.bytes = [0x80, 0, 1, 1, 0x12]
        writer.uint16(UInt16(distance))
        writer.bytes += [0, UInt8(device.walk(1, within: 22...48, step: 1)), 0, 2, distance < 300 ? 0x10 : 0, 0]
        writer.uint16(UInt16(device.walk(2, within: 340...365, step: 1)))
        writer.uint16(UInt16(truncatingIfNeeded: device.frameCounter))
        writer.uint8(0x81)
        return SimulatedUplink(payload: writer.bytes, port: port, frameCounter: device.frameCounter)
    }
}
