import Observations

/// Sensors of the air, in houses and outside.
extension DecentlabModels {
    static let air: [DeviceModel] = [
        model(
            "decentlab/dl-ac",
            vectors: 6,
            "DL-AC air quality station (NO2, NO, Ox, CO; nominal calibration)",
            airQuality
        ),
        model("decentlab/dl-blg", vectors: 6, "DL-BLG black globe thermometer", [blackGlobe, .battery]),
        model("decentlab/dl-ds18", vectors: 6, "DL-DS18 temperature sensor", [ds18, .battery]),
        model(
            "decentlab/dl-ds182",
            vectors: 6,
            "DL-DS182 temperature sensor with two probes",
            [ds182(1), ds182(2), .battery]
        ),
        model("decentlab/dl-gmm", vectors: 6, "DL-GMM greenhouse monitor", [greenhouse, .battery]),
        model("decentlab/dl-iam", vectors: 6, "DL-IAM indoor ambiance monitor", indoor),
        model("decentlab/dl-iam-001", vectors: 3, "DL-IAM-001 indoor ambiance monitor", indoor),
        model(
            "decentlab/dl-itst",
            vectors: 6,
            "DL-ITST infrared thermometer",
            [.infraredThermometer(.surfaceTemperature), .battery]
        ),
        model(
            "decentlab/dl-lp8p",
            vectors: 6,
            "DL-LP8P CO2 and climate sensor",
            [.sht21, co2Barometer, lp8, .battery],
            simulated: [
                25600...29000, 25000...44000, 7000...8200, 50000...51000, 33200...34200, 33200...34200, 35000...36000,
                2900...3000, 2850...2950, 0...0, 50000...52000, 50000...52000, 3000...3600,
            ]
        ),
        model(
            "decentlab/dl-pm",
            vectors: 10,
            "DL-PM particulate matter and climate sensor",
            [.battery, particles, .sht21, .barometer],
            simulated: [
                3000...3600, 50...400, 80...600, 90...700, 100...800, 450...900, 200...3000, 220...3200, 230...3300,
                240...3400, 250...3500, 25600...29000, 25000...44000, 50000...51000,
            ]
        ),
        model("decentlab/dl-rhc", vectors: 6, "DL-RHC precise air temperature and humidity sensor", [rhc, .battery]),
        model("decentlab/dl-sht21", vectors: 6, "DL-SHT21 air temperature and humidity sensor", [.sht21, .battery]),
        model(
            "decentlab/dl-sht35",
            vectors: 6,
            "DL-SHT35 air temperature and humidity sensor",
            [.sht35, .battery],
            simulated: [24000...30000, 30000...60000, 3000...3600]
        ),
        model(
            "decentlab/dl-sht35-001",
            vectors: 2,
            "DL-SHT35-001 air temperature and humidity sensor",
            [.sht35, .battery]
        ),
        model(
            "decentlab/dl-sht35-002",
            vectors: 2,
            "DL-SHT35-002 air temperature and humidity sensor",
            [.sht35, .battery]
        ),
        model(
            "decentlab/dl-sht35-itst",
            vectors: 6,
            "DL-SHT35-ITST air temperature, humidity and surface temperature sensor",
            [.sht35, .infraredThermometer(.surfaceTemperature), .battery]
        ),
    ]

    /// An electrochemical cell: voltages of the working electrode, alone and less that of the auxiliary one, and what
    /// they are in ppb by the cell's zero voltages (mV) and sensitivity (mV/ppb).
    private static func cell(
        _ gas: ObservedProperty,
        _ channel: Channel,
        _ difference: Channel,
        zero: Double,
        auxiliaryZero: Double,
        sensitivity: Double,
        perUnit: Double = 1
    ) -> DecentlabSensor {
        let scale = sensitivity * perUnit
        return DecentlabSensor(
            2,
            [
                .word(.voltage, 0, channel, from: 32768, times: 3, over: 32768),
                .word(.voltage, 1, difference, from: 32768, times: 3, over: 32768),
                .function(gas, channel) { words in ((words[0] - 32768) * 3000 / 32768 - zero) / scale },
                .function(gas, difference) { words in
                    ((words[1] - 32768) * 3000 / 32768 - zero + auxiliaryZero) / scale
                },
            ]
        )
    }

    /// The cells' calibration is printed on each device; the maker's decoder has this one.
    private static let airQuality: [DecentlabSensor] = [
        .sht21,
        cell(.no2, "we", "we-aux", zero: 256, auxiliaryZero: 227, sensitivity: 0.256),
        cell(.no, "no-we", "no-we-aux", zero: 320, auxiliaryZero: 288, sensitivity: 0.512),
        cell(.o3, "ox-we", "ox-we-aux", zero: 235, auxiliaryZero: 200, sensitivity: 0.345),
        cell(.co, "co-we", "co-we-aux", zero: 544, auxiliaryZero: 301, sensitivity: 0.424, perUnit: 1000),
        .battery,
    ]

    /// A thermistor in a black globe, in series with 41 kOhm and across 1 kOhm of the converter's reference.
    private static let blackGlobe: DecentlabSensor = {
        let resistance: @Sendable (DecentlabWords) -> Double = { words in 1000 / (words.share(0) / 2) - 41000 }
        return DecentlabSensor(
            2,
            [
                .function(.analogValue, "voltage-ratio") { words in words.share(0) / 2 },
                .function(.resistance, "thermistor", resistance),
                .function(.globeTemperature) { words in
                    steinhartHart(resistance(words), 0.0008271111, 0.000208802, 0.000000080592)
                },
            ]
        )
    }()

    private static func steinhartHart(_ ohms: Double, _ a: Double, _ b: Double, _ c: Double) -> Double {
        let logarithm = NaturalLogarithm.of(ohms)
        return 1 / (a + b * logarithm + c * logarithm * logarithm * logarithm) - 273.15
    }

    private static let ds18: DecentlabSensor = .one(.signed(.externalTemperature, 0, over: 16))

    private static func ds182(_ probe: Int) -> DecentlabSensor {
        DecentlabSensor(
            2,
            [
                .signed(.externalTemperature, 0, .numbered("probe", probe), over: 16),
                .parameter("probe\(probe)Id", 1),
            ]
        )
    }

    private static let greenhouse = DecentlabSensor(
        7,
        [
            .signed(.photosyntheticPhotonFlux, 0, over: 10),
            .signed(.airTemperature, 1, over: 100),
            .signed(.relativeHumidity, 2, over: 10),
            .signed(.co2, 3),
            .signed(.airPressure, 4, over: 10),
            .signed(.vapourPressure, 5, "deficit", over: 100),
            .signed(.dewPoint, 6, over: 100),
        ]
    )

    private static let indoor: [DecentlabSensor] = [
        .battery,
        .sht35,
        .barometer,
        DecentlabSensor(
            2,
            [
                .word(.analogValue, 0, "light-visible-infrared"),
                .word(.analogValue, 1, "light-infrared"),
                .function(.illuminance) { words in
                    max(words[0] - 1.64 * words[1], 0.59 * words[0] - 0.86 * words[1], 0) * 1.5504
                },
            ]
        ),
        DecentlabSensor(
            3,
            [
                .signed(.co2, 0), .word(.digitalValue, 1, "co2-sensor-status"),
                .word(.analogValue, 2, "raw-infrared"),
            ]
        ),
        .one(.word(.motionCount, 0, nil, .delta)),
        .one(.word(.tvoc, 0)),
    ]

    private static let co2Barometer = DecentlabSensor(
        2,
        [
            .word(.deviceTemperature, 0, "barometer", from: 5000, over: 100),
            .word(.airPressure, 1, over: 50),
        ]
    )

    private static let lp8 = DecentlabSensor(
        8,
        [
            .signed(.co2, 0),
            .signed(.co2, 1, "filtered"),
            .signed(.deviceTemperature, 2, "co2-sensor", over: 100),
            .word(.voltage, 3, "capacitor-1", over: 1000),
            .word(.voltage, 4, "capacitor-2", over: 1000),
            .word(.digitalValue, 5, "co2-sensor-status"),
            .word(.analogValue, 6, "raw-infrared"),
            .word(.analogValue, 7, "raw-infrared-filtered"),
        ]
    )

    private static let particles = DecentlabSensor(
        10,
        [
            .word(.pm1, 0, over: 10),
            .word(.pm25, 1, over: 10),
            .word(.pm4, 2, over: 10),
            .word(.pm10, 3, over: 10),
            .word(.particleSize, 4, over: 1000),
            .word(.pm05NumberConcentration, 5, over: 10),
            .word(.pm1NumberConcentration, 6, over: 10),
            .word(.pm25NumberConcentration, 7, over: 10),
            .word(.pm4NumberConcentration, 8, over: 10),
            .word(.pm10NumberConcentration, 9, over: 10),
        ]
    )

    private static let rhc = DecentlabSensor(
        4,
        [
            .longParameter("sensorId", 0),
            .word(.relativeHumidity, 2, over: 100),
            .signed(.airTemperature, 3, over: 100),
        ]
    )
}
