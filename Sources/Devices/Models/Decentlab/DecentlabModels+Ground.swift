import Observations

/// Sensors of the soil.
extension DecentlabModels {
    static let soil: [DeviceModel] = [
        model("decentlab/dl-10hs", vectors: 6, "DL-10HS soil moisture sensor", [tenHS, .battery]),
        model(
            "decentlab/dl-5te",
            vectors: 6,
            "DL-5TE soil moisture, temperature and conductivity sensor",
            [fiveTE, .battery]
        ),
        model("decentlab/dl-5tm", vectors: 6, "DL-5TM soil moisture and temperature sensor", [fiveTM, .battery]),
        model(
            "decentlab/dl-gs3",
            vectors: 6,
            "DL-GS3 soil moisture, temperature and conductivity sensor",
            [gs3, .battery]
        ),
        model("decentlab/dl-sdd", vectors: 6, "DL-SDD soil profile sensor", [sentek(0...5), sentek(6...11), .battery]),
        model(
            "decentlab/dl-smtp",
            vectors: 6,
            "DL-SMTP soil moisture and temperature profile",
            [moistureProfile, .battery]
        ),
        model("decentlab/dl-tp", vectors: 6, "DL-TP temperature profile", [temperatureProfile, .battery]),
        model("decentlab/dl-trs11", vectors: 6, "DL-TRS11 soil moisture and temperature sensor", [trs11, .battery]),
        model(
            "decentlab/dl-trs12",
            vectors: 6,
            "DL-TRS12 soil moisture, temperature and conductivity sensor",
            [trs12, .battery]
        ),
        model(
            "decentlab/dl-trs21",
            vectors: 6,
            "DL-TRS21 soil water potential and temperature sensor",
            [trs21, .battery]
        ),
    ]

    /// Volumetric water content in % of a voltage in mV.
    private static let tenHS = DecentlabSensor(
        1,
        [
            .signed(.voltage, 0, "raw", times: 3, over: 32768),
            .polynomial(.soilMoisture, 0, from: 32768, times: 3000, over: 32768, [-192, 0.669, -7.37e-4, 2.97e-7]),
        ]
    )

    /// Permittivity, water content by Topp's equation, and temperature of the METER 5TM and 5TE.
    private static let five: [DecentlabValue] = [
        .word(.soilPermittivity, 0, over: 50),
        .polynomial(.soilMoisture, 0, over: 50, [-5.3, 2.92, -0.055, 0.00043]),
        .word(.soilTemperature, 1, from: 400, over: 10),
    ]

    private static let fiveTM = DecentlabSensor(2, five)
    private static let fiveTE = DecentlabSensor(3, five + [.word(.soilConductivity, 2, times: 10)])

    private static let gs3 = DecentlabSensor(
        3,
        [
            .word(.soilPermittivity, 0, over: 100),
            .polynomial(.soilMoisture, 0, over: 100, [-7.53, 3.67, -0.0762, 0.000589]),
            .signed(.soilTemperature, 1, over: 10),
            .word(.soilConductivity, 2),
        ]
    )

    /// Six levels of moisture, then of temperature, then of salinity (the maker's index of ions).
    private static func sentek(_ levels: ClosedRange<Int>) -> DecentlabSensor {
        let numbers = Array(levels)
        let moisture = numbers.enumerated().map { index, level in
            DecentlabValue.signed(.soilMoisture, index, .numbered("level", level), over: 100)
        }
        let temperature = numbers.enumerated().map { index, level in
            DecentlabValue.signed(.soilTemperature, index + 6, .numbered("level", level), over: 100)
        }
        let salinity = numbers.enumerated().map { index, level in
            DecentlabValue.word(.analogValue, index + 12, .numbered("salinity-level", level), from: 100)
        }
        return DecentlabSensor(18, moisture + temperature + salinity)
    }

    private static let moistureProfile = DecentlabSensor(
        16,
        (0..<8).flatMap { depth in
            [
                DecentlabValue.word(.soilMoisture, 2 * depth, .numbered("depth", depth), from: 2500, over: 500),
                .signed(.soilTemperature, 2 * depth + 1, .numbered("depth", depth), over: 100),
            ]
        }
    )

    private static let temperatureProfile = DecentlabSensor(
        16,
        (0..<16).map { level in .signed(.externalTemperature, level, .numbered("level", level), over: 100) }
    )

    /// Permittivity, water content and temperature of the METER TEROS 11 and 12; the first word is 10 times the raw count.
    private static let teros: [DecentlabValue] = [
        .function(.soilPermittivity) { words in
            let root = DecentlabValue.polynomial(words[0] / 10, [-43.39, 0.05276, -0.0000208, 0.000000002887])
            return root * root
        },
        .polynomial(.soilMoisture, 0, over: 10, [-69.56, 0.03879]),
        .signed(.soilTemperature, 1, over: 10),
    ]

    private static let trs11 = DecentlabSensor(2, teros)
    private static let trs12 = DecentlabSensor(3, teros + [.word(.soilConductivity, 2)])

    private static let trs21 = DecentlabSensor(
        2,
        [.word(.soilWaterPotential, 0, times: -1, over: 10), .signed(.soilTemperature, 1, over: 10)]
    )
}

/// Sensors of trees, leaves and fruit.
extension DecentlabModels {
    static let plants: [DeviceModel] = [
        model(
            "decentlab/dl-ifd",
            vectors: 6,
            "DL-IFD fruit dendrometer",
            [.one(.word(.displacement, 0, over: 100)), .battery]
        ),
        model("decentlab/dl-ilt", vectors: 6, "DL-ILT leaf thermometer", [leafTemperature, .battery]),
        model(
            "decentlab/dl-isd",
            vectors: 6,
            "DL-ISD stem dendrometer",
            [.one(.word(.displacement, 0, over: 1000)), .battery]
        ),
        model("decentlab/dl-isf", vectors: 6, "DL-ISF sap flow sensor", [sapFlow, .battery]),
        model("decentlab/dl-lws", vectors: 6, "DL-LWS leaf wetness sensor", [leafWetness, .battery]),
        model("decentlab/dl-zn1", vectors: 6, "DL-ZN1 dendrometer", [dendrometer, .battery]),
        model("decentlab/dl-zn11o", vectors: 2, "DL-ZN11O dendrometer", [dendrometer, .battery]),
        model("decentlab/dl-zn2", vectors: 6, "DL-ZN2 dendrometer with two positions", [twoDendrometers, .battery]),
    ]

    private static let leafTemperature: DecentlabSensor = .one(.signed(.surfaceTemperature, 0, "leaf", over: 100))
    private static let leafWetness = DecentlabSensor(2, [.converter(.leafWetness, 0, fullScale: 100)])
    private static let dendrometer = DecentlabSensor(2, [.converter(.displacement, 0, fullScale: 20)])

    private static let twoDendrometers = DecentlabSensor(
        4,
        [
            .converter(.displacement, 0, "a", fullScale: 20),
            .function(.displacement, "b") { words in
                (Double(words.long(0)) - Double(words.long(2))) * 20 / 8_388_608
            },
        ]
    )

    /// Sap flow in L/h, here m³/h; heat velocities in cm/h; alpha and beta without unit; times to the maximum in s.
    private static let sapFlow = DecentlabSensor(
        16,
        [
            .word(.volumeFlow, 0, "sap", from: 3125, times: 16, over: 1_000_000),
            .word(.analogValue, 1, "heat-velocity-outer", from: 3125, times: 16, over: 1000),
            .word(.analogValue, 2, "heat-velocity-inner", from: 3125, times: 16, over: 1000),
            .word(.analogValue, 3, "alpha-outer", from: 31250, times: 32, over: 100_000),
            .word(.analogValue, 4, "alpha-inner", from: 31250, times: 32, over: 100_000),
            .word(.analogValue, 5, "beta-outer", from: 31250, times: 32, over: 100_000),
            .word(.analogValue, 6, "beta-inner", from: 31250, times: 32, over: 100_000),
            .word(.averagingTime, 7, "maximum-outer", over: 500),
            .word(.averagingTime, 8, "maximum-inner", over: 500),
            .signed(.externalTemperature, 9, "outer", over: 100),
            .signed(.voltage, 10, "maximum", over: 1000),
            .signed(.voltage, 11, "minimum", over: 1000),
            .longParameter("diagnostic", 12),
            .word(.averagingTime, 14, "upstream-maximum-outer", over: 500),
            .word(.averagingTime, 15, "upstream-maximum-inner", over: 500),
        ]
    )
}
