import Observations

/// The LoRaWAN sensors of Milesight IoT: one payload, one line for each model.
enum MilesightModels {
    static let all: [DeviceModel] = ambience + environment + level + workplace + people + electricity + controllers

    /// The port of a sensor as delivered; the owner can change it, and the payload does not depend on it.
    static let port: UInt8 = 85

    private static let ambience: [DeviceModel] = [
        model("am102", 6, "AM102 ambience sensor", .environment, MilesightAmbience.am102),
        model("am102l", 6, "AM102L ambience sensor", .environment, MilesightAmbience.am102),
        model(
            "am103",
            5,
            "AM103 ambience sensor with CO2",
            .environment,
            MilesightAmbience.am103,
            MilesightSimulator.air
        ),
        model("am103l", 5, "AM103L ambience sensor with CO2", .environment, MilesightAmbience.am103),
        model("am104", 4, "AM104 ambience sensor with light and movement", .environment, MilesightAmbience.am104),
        model("am107", 3, "AM107 ambience sensor, 7 in 1", .environment, MilesightAmbience.am107),
        model("am307", 5, "AM307 ambience sensor, 7 in 1", .environment, MilesightAmbience.am307),
        model("am307l", 5, "AM307L ambience sensor, 7 in 1", .environment, MilesightAmbience.am307),
        model("am308", 4, "AM308 ambience sensor with dust", .environment, MilesightAmbience.am308),
        model("am308l", 4, "AM308L ambience sensor with dust", .environment, MilesightAmbience.am308),
        model("am319", 4, "AM319 ambience sensor, 9 in 1", .environment, MilesightAmbience.am319),
        model("am319-o3", 3, "AM319 O3 ambience sensor, 9 in 1", .environment, MilesightAmbience.am319O3),
        model("am319l", 4, "AM319L ambience sensor, 9 in 1", .environment, MilesightAmbience.am319),
        model("am319l-o3", 3, "AM319L O3 ambience sensor, 9 in 1", .environment, MilesightAmbience.am319O3),
    ]

    private static let environment: [DeviceModel] = [
        model("em300-cl", 8, "EM300-CL level switch", .environment, MilesightEnvironment.em300CL),
        model("em300-mcs", 3, "EM300-MCS door and climate sensor", .environment, MilesightEnvironment.em300MCS),
        model("em300-mld", 3, "EM300-MLD leak sensor, membrane", .environment, MilesightEnvironment.em300MLD),
        model("em300-sld", 3, "EM300-SLD leak and climate sensor", .environment, MilesightEnvironment.em300SLD),
        model("em300-sld-zld", 3, "EM300-SLD/ZLD leak and climate sensor", .environment, MilesightEnvironment.em300SLD),
        model("em300-th", 6, "EM300-TH climate sensor", .environment, MilesightEnvironment.em300TH),
        model("em300-zld", 3, "EM300-ZLD leak and climate sensor", .environment, MilesightEnvironment.em300SLD),
        model("em320-th", 3, "EM320-TH climate sensor", .environment, MilesightEnvironment.em320TH),
        model("em500-co2", 4, "EM500-CO2 air sensor", .environment, MilesightEnvironment.em500CO2),
        model("em500-lgt", 3, "EM500-LGT light sensor", .environment, MilesightEnvironment.em500LGT),
        model("em500-pp", 4, "EM500-PP pipe pressure sensor", .environment, MilesightEnvironment.em500PP),
        model("em500-pt100", 5, "EM500-PT100 temperature sensor", .environment, MilesightEnvironment.em500PT100),
        model("em500-smt", 5, "EM500-SMT soil sensor", .environment, MilesightEnvironment.em500SMTC),
        model("em500-smtc", 5, "EM500-SMTC soil sensor", .environment, MilesightEnvironment.em500SMTC),
        model("em500-swl", 3, "EM500-SWL water level sensor", .environment, MilesightEnvironment.em500SWL),
        model("em500-udl", 4, "EM500-UDL ultrasonic distance sensor", .environment, MilesightEnvironment.em500UDL),
        model("gs101", 5, "GS101 gas detector", .environment, MilesightEnvironment.gs101),
        model("gs301", 4, "GS301 odour sensor", .environment, MilesightEnvironment.gs301),
        BuiltInModels.model("milesight/gs524n", vectors: 9, MilesightGS524N.model),
        model("ts101", 5, "TS101 insertion temperature sensor", .environment, MilesightTemperature.ts101),
        model("ts201", 8, "TS201 temperature sensor", .environment, MilesightTemperature.ts201),
        model("ts301", 4, "TS301 temperature sensor, one probe", .environment, MilesightTemperature.ts30x),
        model("ts302", 5, "TS302 temperature sensor, two probes", .environment, MilesightTemperature.ts30x),
        model("wt101", 3, "WT101 radiator thermostat", .environment, MilesightThermostats.wt101),
        model("wt201", 5, "WT201 room thermostat", .environment, MilesightThermostats.wt201),
        model("wts305", 7, "WTS305 weather station", .environment, MilesightEnvironment.weatherStation),
        model("wts506", 7, "WTS506 weather station", .environment, MilesightEnvironment.weatherStation),
    ]

    private static let level: [DeviceModel] = [
        model("em300-di", 11, "EM300-DI pulse counter", .environment, MilesightLevel.em300DI),
        model("em300-di-hall", 10, "EM300-DI-Hall pulse counter", .environment, MilesightLevel.em300DIHall),
        model("em310-tilt", 3, "EM310-TILT tilt sensor", .environment, MilesightLevel.em310TILT),
        model("em310-udl", 4, "EM310-UDL ultrasonic distance sensor", .environment, MilesightLevel.em310UDL),
        model("em320-tilt", 2, "EM320-TILT tilt sensor", .environment, MilesightLevel.em320TILT),
        model("em400-mud", 5, "EM400-MUD ultrasonic distance sensor", .environment, MilesightLevel.em400),
        model("em400-tld", 5, "EM400-TLD laser distance sensor", .environment, MilesightLevel.em400),
        model("em400-udl", 5, "EM400-UDL ultrasonic distance sensor", .environment, MilesightLevel.em400),
        model("em410-rdl", 10, "EM410-RDL radar level sensor", .environment, MilesightLevel.em410RDL),
    ]

    private static let workplace: [DeviceModel] = [
        model("at101", 5, "AT101 tracker", .traffic, MilesightThermostats.at101),
        model("ws101", 4, "WS101 button", .environment, MilesightWorkplace.ws101),
        model("ws136", 3, "WS136 panel of 6 buttons", .environment, MilesightWorkplace.ws136),
        model("ws156", 3, "WS156 panel of 6 buttons", .environment, MilesightWorkplace.ws136),
        model("ws201", 2, "WS201 fill level sensor", .environment, MilesightWorkplace.ws201),
        model("ws202", 2, "WS202 movement and light sensor", .environment, MilesightWorkplace.ws202),
        model("ws203", 4, "WS203 movement and climate sensor", .environment, MilesightWorkplace.ws203),
        model("ws301", 2, "WS301 door sensor", .environment, MilesightWorkplace.ws301),
        model("ws302", 3, "WS302 sound level sensor", .environment, MilesightWorkplace.ws302),
        model("ws303", 2, "WS303 leak sensor", .environment, MilesightWorkplace.ws303),
        model("ws501", 5, "WS501 wall switch", .utility, MilesightWorkplace.ws501),
        model("ws502", 5, "WS502 wall switch, two-fold", .utility, MilesightWorkplace.ws502),
        model("ws503", 5, "WS503 wall switch, three-fold", .utility, MilesightWorkplace.ws503),
    ]

    private static let people: [DeviceModel] = [
        model("vs121", 10, "VS121 people counting camera", .traffic, MilesightCameras.vs121),
        model("vs132", 3, "VS132 people counter, depth camera", .traffic, MilesightCameras.vs13x),
        model("vs133", 8, "VS133 people counter, depth camera", .traffic, MilesightCameras.vs13x),
        model("vs135", 8, "VS135 people counter, depth camera", .traffic, MilesightCameras.vs13x),
        model("vs321", 5, "VS321 occupancy camera", .traffic, MilesightPeople.vs321),
        model("vs330", 2, "VS330 occupancy sensor", .traffic, MilesightPeople.vs330),
        model("vs340", 2, "VS340 desk sensor", .traffic, MilesightPeople.vs34x),
        model("vs341", 2, "VS341 seat sensor", .traffic, MilesightPeople.vs34x),
        model("vs350", 6, "VS350 people counter", .traffic, MilesightPeople.vs350, MilesightSimulator.people),
        model("vs351", 7, "VS351 people counter", .traffic, MilesightPeople.vs351),
        model("vs360", 7, "VS360 people counter, light barrier", .traffic, MilesightPeople.vs360),
        model("vs373", 5, "VS373 fall detection radar", .traffic, MilesightPeople.vs373),
        model("vs370", 2, "VS370 presence radar", .traffic, MilesightPeople.vs370),
    ]

    private static let electricity: [DeviceModel] = [
        model("ct101", 6, "CT101 current sensor", .utility, MilesightElectricity.ct10x, MilesightSimulator.current),
        model("ct103", 6, "CT103 current sensor", .utility, MilesightElectricity.ct10x),
        model("ct105", 6, "CT105 current sensor", .utility, MilesightElectricity.ct10x),
        model("ct303", 4, "CT303 current sensor, three conductors", .utility, MilesightElectricity.ct3xx),
        model("ct305", 4, "CT305 current sensor, three conductors", .utility, MilesightElectricity.ct3xx),
        model("ct310", 4, "CT310 current sensor, three conductors", .utility, MilesightElectricity.ct3xx),
        model("ws513", 4, "WS513 socket", .utility, MilesightElectricity.socket),
        model("ws515", 4, "WS515 socket", .utility, MilesightElectricity.socket),
        model("ws523", 4, "WS523 portable socket", .utility, MilesightElectricity.socket),
        model("ws525", 4, "WS525 portable socket", .utility, MilesightElectricity.socket),
        model("ws558", 2, "WS558 light controller", .utility, MilesightElectricity.ws558),
    ]

    private static let controllers: [DeviceModel] = [
        controller("uc100", 8, "UC100 Modbus controller", MilesightControllers.uc100),
        model("uc1114", 3, "UC1114 controller", .utility, MilesightControllers.uc11xx),
        model("uc1122", 3, "UC1122 controller", .utility, MilesightControllers.uc11xx),
        model("uc1152", 3, "UC1152 controller", .utility, MilesightControllers.uc11xx),
        controller("uc300", 8, "UC300 controller", MilesightControllers.uc300),
        controller("uc501", 11, "UC501 controller", MilesightControllers.uc50x),
        controller("uc502", 11, "UC502 controller", MilesightControllers.uc50x),
        model("uc511", 4, "UC511 valve controller", .utility, MilesightValves.uc51x),
        model("uc512", 4, "UC512 valve controller", .utility, MilesightValves.uc51x),
        model("uc521", 5, "UC521 motor valve controller", .utility, MilesightValves.uc521),
    ]

    private static func model(
        _ name: String,
        _ vectors: Int,
        _ title: String,
        _ domain: Domain,
        _ records: [MilesightRecord],
        _ simulator: DeviceModel.Simulator? = nil
    ) -> DeviceModel {
        model(name, vectors, title, domain, MilesightPayload(records), simulator)
    }

    /// A controller that passes texts of its owner on.
    private static func controller(_ name: String, _ vectors: Int, _ title: String, _ records: [MilesightRecord])
        -> DeviceModel
    {
        model(name, vectors, title, .utility, MilesightPayload(records, endsInText: true), nil)
    }

    private static func model(
        _ name: String,
        _ vectors: Int,
        _ title: String,
        _ domain: Domain,
        _ payload: MilesightPayload,
        _ simulator: DeviceModel.Simulator?
    ) -> DeviceModel {
        BuiltInModels.model("milesight/\(name)", vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: "Milesight \(title)",
                domain: domain,
                properties: payload.properties,
                ports: [port],
                source: "Milesight IoT, user guide of the model, Device Payload; SensorDecoders, README of the model",
                decoder: { (bytes, _) throws(DecodeError) in try payload.decode(bytes) },
                simulator: simulator
            )
        }
    }
}
