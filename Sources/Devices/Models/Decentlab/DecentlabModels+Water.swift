import Observations

/// Sensors of what is in the water.
extension DecentlabModels {
    static let water: [DeviceModel] = [
        model(
            "decentlab/dl-ctd10",
            vectors: 10,
            "DL-CTD10 water depth, temperature and conductivity sensor",
            [ctd10(siemens: 1), .battery],
            simulated: [33000...36000, 32900...33080, 100...900, 0...0, 3000...3600]
        ),
        model(
            "decentlab/dl-ctd10b",
            vectors: 2,
            "DL-CTD10B water depth, temperature and conductivity sensor",
            [ctd10(siemens: 2), .battery]
        ),
        model("decentlab/dl-mes5", vectors: 6, "DL-MES5 turbidity sensor of large range", [mes5, .battery]),
        model("decentlab/dl-ntu", vectors: 6, "DL-NTU turbidity sensor", [ntu, .battery]),
        model("decentlab/dl-optod", vectors: 6, "DL-OPTOD dissolved oxygen sensor", [optod, .battery]),
        model("decentlab/dl-pheht", vectors: 6, "DL-PHEHT pH and redox sensor", [pheht, .battery]),
    ]

    private static func ctd10(siemens: Double) -> DecentlabSensor {
        DecentlabSensor(
            4,
            [
                .signed(.waterDepth, 0, over: 1000),
                .signed(.waterTemperature, 1, over: 10),
                .word(.waterConductivity, 2, times: siemens),
                .word(.freezeRisk, 3),
            ]
        )
    }

    /// Status and temperature, with which all sensors of Aqualabo begin.
    private static let probe: [DecentlabValue] = [
        .word(.digitalValue, 0, "status"), .signed(.waterTemperature, 1, over: 100),
    ]

    private static let mes5 = DecentlabSensor(
        5,
        probe + [
            .word(.percentage, 2, "sludge-blanket", over: 100),
            .word(.totalSuspendedSolids, 3, times: 10),
            .word(.waterTurbidity, 4, over: 10),
        ]
    )

    private static let ntu = DecentlabSensor(
        5,
        probe + [
            .word(.waterTurbidity, 2, over: 10),
            .word(.waterTurbidity, 3, "fnu", over: 10),
            .word(.totalSuspendedSolids, 4, over: 10),
        ]
    )

    private static let optod = DecentlabSensor(
        5,
        probe + [
            .signed(.oxygenSaturation, 2, over: 100),
            .signed(.dissolvedOxygen, 3, over: 100),
            .signed(.dissolvedOxygen, 4, "ppm", over: 100),
        ]
    )

    private static let pheht = DecentlabSensor(
        5,
        probe + [
            .signed(.waterPh, 2, over: 100),
            .signed(.redoxPotential, 3, over: 10),
            .signed(.voltage, 4, "ph", over: 10000),
        ]
    )
}

/// Sensors of levels and distances.
extension DecentlabModels {
    static let level: [DeviceModel] = [
        model("decentlab/dl-lid", vectors: 6, "DL-LID laser distance sensor", [.init(11, laser), .battery]),
        model(
            "decentlab/dl-lid2",
            vectors: 6,
            "DL-LID2 laser distance sensor",
            [.init(12, laser + [.word(.analogValue, 11, "samples-total")]), .battery]
        ),
        model(
            "decentlab/dl-mbx",
            vectors: 10,
            "DL-MBX ultrasonic distance sensor",
            [ultrasonic, .battery],
            simulated: [500...4500, 8...12, 3000...3600]
        ),
        model("decentlab/dl-pmc1", vectors: 6, "DL-PMC1 pressure sensor (0 to 1 bar)", [pmc1, .battery]),
        model("decentlab/dl-pr21", vectors: 6, "DL-PR21 pressure sensor (-1 to 10 bar)", [keller21(-1, 10), .battery]),
        model("decentlab/dl-pr26", vectors: 6, "DL-PR26 level sensor (0 to 1 bar)", [keller21(0, 1), .battery]),
        model("decentlab/dl-pr36", vectors: 6, "DL-PR36 precise level sensor (8192 steps per bar)", [pr36, .battery]),
        model(
            "decentlab/dl-pr36ctd",
            vectors: 6,
            "DL-PR36CTD precise level and conductivity sensor (8192 steps per bar, 1024 per mS/cm)",
            [pr36ctd, .battery]
        ),
        model("decentlab/dl-rad", vectors: 6, "DL-RAD radar distance sensor", [radar, .battery]),
    ]

    private static let laser: [DecentlabValue] = [
        .word(.distance, 0, over: 1000),
        .word(.distance, 1, "minimum", over: 1000),
        .word(.distance, 2, "maximum", over: 1000),
        .word(.distance, 3, "median", over: 1000),
        .word(.distance, 4, "percentile-10", over: 1000),
        .word(.distance, 5, "percentile-25", over: 1000),
        .word(.distance, 6, "percentile-75", over: 1000),
        .word(.distance, 7, "percentile-90", over: 1000),
        .word(.distance, 8, "most-frequent", over: 1000),
        .word(.analogValue, 9, "samples"),
        .word(.averagingTime, 10, over: 1024),
    ]

    private static let ultrasonic = DecentlabSensor(
        2,
        [.word(.distance, 0, over: 1000), .word(.analogValue, 1, "samples")]
    )

    /// A bridge of 5 mV/V at a converter with a gain of 64; full scale is 1 bar.
    private static let pmc1 = DecentlabSensor(2, [.converter(.waterPressure, 0, fullScale: 312.5)])

    /// KELLER 21 and 26: the range in bar is a matter of the order and not in the payload; the raw word goes along.
    private static func keller21(_ minimum: Double, _ maximum: Double) -> DecentlabSensor {
        DecentlabSensor(
            2,
            [
                .word(
                    .waterPressure,
                    0,
                    from: 16384,
                    times: (maximum - minimum) * 100,
                    over: 32768,
                    plus: minimum * 100
                ),
                .word(.waterTemperature, 1, from: 384, over: 320, plus: -50),
                .parameter("rawPressure", 0),
            ]
        )
    }

    /// KELLER 36: steps per bar are a matter of the order; the raw word goes along.
    private static let pr36 = DecentlabSensor(
        2,
        [
            .signed(.waterPressure, 0, times: 100, over: 8192),
            .signed(.waterTemperature, 1, over: 256),
            .parameter("rawPressure", 0),
        ]
    )

    private static let pr36ctd = DecentlabSensor(
        4,
        [
            .signed(.waterPressure, 0, times: 100, over: 8192),
            .signed(.deviceTemperature, 1, over: 256),
            .signed(.waterTemperature, 2, over: 256),
            .signed(.waterConductivity, 3, times: 1000, over: 1024),
            .parameter("rawPressure", 0),
            .parameter("rawConductivity", 3),
        ]
    )

    private static let radar = DecentlabSensor(
        4,
        [
            .word(.distance, 0, over: 1000),
            .signed(.deviceTemperature, 1, over: 100),
            .signed(.signalToNoiseRatio, 2, "echo", over: 100),
            .word(.digitalValue, 3, "status"),
        ]
    )
}
