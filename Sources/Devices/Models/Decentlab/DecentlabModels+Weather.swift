import Observations

/// Weather stations, radiation, rain and winter roads.
extension DecentlabModels {
    static let weather: [DeviceModel] = [
        model("decentlab/dl-alb", vectors: 6, "DL-ALB albedometer", [albedo, .battery]),
        model("decentlab/dl-atm22", vectors: 6, "DL-ATM22 wind sensor", [atm22, .battery]),
        model(
            "decentlab/dl-atm41",
            vectors: 10,
            "DL-ATM41 weather station",
            [atm41, .battery],
            simulated: [
                32768...33668, 32768...33268, 32768...32768, 32768...32768, 32768...33368, 32768...36300,
                33400...34000, 32968...33128, 33000...33100, 42700...42900, 33168...33700, 32968...33128,
                32758...32778, 32758...32778, 32768...33118, 32700...32800, 32700...32800, 3000...3600,
            ]
        ),
        model("decentlab/dl-atm41g2", vectors: 6, "DL-ATM41G2 weather station", [atm41g2, .battery]),
        model(
            "decentlab/dl-cws",
            vectors: 6,
            "DL-CWS winter road maintenance sensor",
            [roadSurface, .battery],
            domain: .traffic
        ),
        model(
            "decentlab/dl-cws2",
            vectors: 6,
            "DL-CWS2 winter road maintenance sensor with radiation shield",
            [shieldedAir, roadSurface, .battery],
            domain: .traffic
        ),
        model(
            "decentlab/dl-epar",
            vectors: 6,
            "DL-EPAR photosynthetically active radiation sensor",
            [amplifiedPAR, .battery]
        ),
        model(
            "decentlab/dl-fspar",
            vectors: 2,
            "DL-FSPAR photosynthetically active radiation sensor",
            [amplifiedPAR, .battery]
        ),
        model(
            "decentlab/dl-par",
            vectors: 6,
            "DL-PAR photosynthetically active radiation sensor",
            [radiation(.photosyntheticPhotonFlux), .battery]
        ),
        model(
            "decentlab/dl-pyr",
            vectors: 6,
            "DL-PYR solar radiation sensor",
            [radiation(.solarIrradiance), .battery]
        ),
        model(
            "decentlab/dl-tbrg",
            vectors: 6,
            "DL-TBRG rain gauge (0.1 mm)",
            [.counter(.rainfall, over: 10, total: "total"), .battery]
        ),
        model(
            "decentlab/dl-uva",
            vectors: 6,
            "DL-UVA radiation sensor",
            [amplified(.uvIrradiance, perMillivolt: 10), .battery]
        ),
        model("decentlab/dl-uveas-001", vectors: 6, "DL-UVEAS-001 UV index sensor", [uvIndex, .battery]),
        model(
            "decentlab/dl-wrm",
            vectors: 6,
            "DL-WRM winter road maintenance sensor",
            [.sht35, .infraredThermometer(.roadSurfaceTemperature), .battery],
            domain: .traffic
        ),
    ]

    private static let albedo = DecentlabSensor(
        2,
        [
            .signed(.solarIrradiance, 0, "incoming", over: 10),
            .signed(.solarIrradiance, 1, "reflected", over: 10),
            .function(.analogValue, "albedo") { words in
                let incoming = words[0] - 32768
                let reflected = words[1] - 32768
                return incoming > 0 && reflected > 0 ? reflected / incoming : 0
            },
        ]
    )

    private static let atm22 = DecentlabSensor(
        8,
        [
            .signed(.windSpeed, 0, over: 100),
            .signed(.windDirection, 1, over: 10),
            .signed(.windGustSpeed, 2, over: 100),
            .signed(.airTemperature, 3, over: 10),
            .signed(.tilt, 4, "x", over: 10),
            .signed(.tilt, 5, "y", over: 10),
            .signed(.windSpeedNorth, 6, over: 100),
            .signed(.windSpeedEast, 7, over: 100),
        ]
    )

    private static let atm41 = DecentlabSensor(
        17,
        [.signed(.solarIrradiance, 0), .signed(.rainfall, 1, nil, .delta, over: 1000)] + station + [
            .signed(.direction, 14, "compass"),
            .signed(.windSpeedNorth, 15, over: 100),
            .signed(.windSpeedEast, 16, over: 100),
        ]
    )

    private static let atm41g2 = DecentlabSensor(
        17,
        [.signed(.solarIrradiance, 0, over: 10), .word(.rainfall, 1, nil, .delta, over: 1000)] + station + [
            .signed(.waterConductivity, 14, "precipitation"),
            .long(.rainfall, 15, "total", .counter, over: 1000),
        ]
    )

    /// Words 2 to 13, which both generations of the ATM41 have.
    private static let station: [DecentlabValue] = [
        .signed(.lightningStrikeCount, 2, nil, .delta),
        .signed(.lightningDistance, 3),
        .signed(.windSpeed, 4, over: 100),
        .signed(.windDirection, 5, over: 10),
        .signed(.windGustSpeed, 6, over: 100),
        .signed(.airTemperature, 7, over: 10),
        .signed(.vapourPressure, 8, over: 100),
        .signed(.airPressure, 9, over: 10),
        .signed(.relativeHumidity, 10, over: 10),
        .signed(.deviceTemperature, 11, over: 10),
        .signed(.tilt, 12, "x", over: 10),
        .signed(.tilt, 13, "y", over: 10),
    ]

    private static let roadSurface = DecentlabSensor(
        6,
        [
            .signed(.roadSurfaceTemperature, 0, over: 100),
            .signed(.airTemperature, 1, over: 100),
            .signed(.relativeHumidity, 2, over: 100),
            .signed(.dewPoint, 3, over: 100),
            .signed(.tilt, 4),
            .signed(.deviceTemperature, 5, over: 100),
        ]
    )

    private static let shieldedAir = DecentlabSensor(
        2,
        [
            .word(.airTemperature, 0, "radiation-shield", times: 175, over: 65535, plus: -45),
            .word(.relativeHumidity, 1, "radiation-shield", times: 100, over: 65535),
        ]
    )

    /// A sensor of 5 units per mV at a converter of ±3000 mV.
    private static func radiation(_ property: ObservedProperty) -> DecentlabSensor {
        .one(.signed(property, 0, times: 15000, over: 32768))
    }

    /// A sensor of so many units per mV at the same converter with a gain of 64.
    private static func amplified(_ property: ObservedProperty, perMillivolt: Double) -> DecentlabSensor {
        .one(.signed(property, 0, times: 3000 * perMillivolt, over: 32768 * 64))
    }

    private static let amplifiedPAR = amplified(.photosyntheticPhotonFlux, perMillivolt: 100)

    /// The index has a step every 150 mV.
    private static let uvIndex = DecentlabSensor(
        1,
        [
            .signed(.voltage, 0, "uv", times: 3, over: 32768),
            .function(.uvIndex) { words in ((words[0] - 32768) * 3000 / 32768 / 150).rounded(.down) },
        ]
    )
}
