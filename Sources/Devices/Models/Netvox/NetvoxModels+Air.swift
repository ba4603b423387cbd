import Observations

/// Stations that can be fitted with sensors of air, noise, wind, soil and water, and their siblings.
extension NetvoxModels {
    static let air: [DeviceModel] = [
        model("ra07", vectors: 5, "RA07 series", series),
        model("ra0701", vectors: 7, "RA0701 CO sensor", series),
        model("ra0708", vectors: 5, "RA0708 pH sensor", series),
        model("ra0715", vectors: 34, "RA0715 CO2, temperature and humidity sensor", series),
        model("ra0715a", vectors: 5, "RA0715A CO2, temperature and humidity sensor", series),
        model("ra0715y", vectors: 5, "RA0715Y CO2, temperature and humidity sensor", series),
        model("ra0723", vectors: 19, "RA0723 PM2.5, noise, temperature and humidity sensor", series),
        model("ra0723y", vectors: 5, "RA0723Y PM2.5, noise, temperature and humidity sensor", series),
        model("ra0724", vectors: 5, "RA0724 noise, temperature and humidity sensor", series),
        model("ra0724y", vectors: 5, "RA0724Y noise, temperature and humidity sensor", series),
        model("r726", vectors: 5, "R726 series", series),
        model("r72601", vectors: 5, "R72601 CO sensor", series),
        model("r72608", vectors: 5, "R72608 pH sensor", series),
        model("r72615", vectors: 5, "R72615 CO2, temperature and humidity sensor", series),
        model("r72615a", vectors: 5, "R72615A CO2, temperature and humidity sensor", series),
        model("r72623", vectors: 5, "R72623 PM2.5, noise, temperature and humidity sensor", series),
        model("r72624", vectors: 19, "R72624 noise, temperature and humidity sensor", series),
        model("r718pa", vectors: 23, "R718PA series", NetvoxDevice([0x57], serialReports)),
        model("r718pa4", vectors: 5, "R718PA4 H2S sensor", NetvoxDevice([0x57], serialReports)),
        model("r718pb", vectors: 21, "R718PB series", NetvoxDevice([0x58], serialReports)),
        model(
            "r718pb15a",
            vectors: 5,
            "R718PB15A soil moisture, temperature and conductivity sensor",
            NetvoxDevice([0x58], serialReports)
        ),
        model(
            "ra0716",
            vectors: 6,
            "RA0716 PM2.5, temperature and humidity sensor",
            NetvoxDevice([0x35], [NetvoxReport(1, particles)]),
            simulated: [2200...3600, 4500...9500, 5...80]
        ),
        model("r72616", vectors: 4, "R72616 PM2.5, temperature and humidity sensor", NetvoxDevice(0x36, particles)),
        model("r72616a", vectors: 4, "R72616A PM2.5, temperature and humidity sensor", NetvoxDevice(0x6A, particles)),
        model("r72716", vectors: 4, "R72716 PM2.5, temperature and humidity sensor", NetvoxDevice(0x37, particles)),
        model("ra08b", vectors: 9, "RA08B series indoor air sensor", NetvoxDevice([0xA0], indoor)),
        model("r718ubd", vectors: 7, "R718UBD series air sensor", NetvoxDevice([0xBB], indoor)),
        model("r720e", vectors: 6, "R720E TVOC, temperature and humidity sensor", NetvoxDevice(0xA5, tvoc)),
    ]

    /// RA07, R726 and R727 (RA07xxY), and the series A of each: they have the same reports.
    private static let series = NetvoxDevice([0x05, 0x09, 0x0D, 0x52, 0x53, 0x54], seriesReports)

    private static let seriesReports: [NetvoxReport] =
        [
            NetvoxReport(1, pm("cf1")),
            NetvoxReport(2, pm(nil)),
            NetvoxReport(
                3,
                [
                    .u16(.analogValue, 4, "particles-0-3um", isOptional: true),
                    .u16(.analogValue, 6, "particles-0-5um", isOptional: true),
                    .u16(.analogValue, 8, "particles-1um", isOptional: true),
                ]
            ),
            coarseParticles,
            gases,
            NetvoxReport(
                6,
                [
                    .u16(.no2, 4, times: 100, isOptional: true), .u16(.so2, 6, times: 100, isOptional: true),
                    .u16(.h2s, 8, times: 100, isOptional: true),
                ]
            ),
        ] + commonReports

    /// R718PA and R718PB: as the series, but SO2 in ppm, the finest particles in three bytes, and further reports.
    private static let serialReports: [NetvoxReport] =
        [
            NetvoxReport(1, pm("cf1")),
            NetvoxReport(2, pm(nil)),
            NetvoxReport(
                3,
                [
                    .unsigned(3, .analogValue, 4, "particles-0-3um", isOptional: true),
                    .u16(.analogValue, 7, "particles-0-5um", isOptional: true),
                    .u16(.analogValue, 9, "particles-1um", isOptional: true),
                ]
            ),
            coarseParticles,
            gases,
            NetvoxReport(
                6,
                [
                    .u16(.no2, 4, times: 100, isOptional: true), .u16(.so2, 6, times: 1000, isOptional: true),
                    .u16(.h2s, 8, times: 100, isOptional: true),
                ]
            ),
        ] + commonReports + [
            NetvoxReport(
                0x0F,
                [
                    .u16(.analogValue, 4, "nitrogen", isOptional: true),
                    .u16(.analogValue, 6, "phosphorus", isOptional: true),
                    .u16(.analogValue, 8, "potassium", isOptional: true),
                ]
            ),
            NetvoxReport(
                0x10,
                [
                    .u16(.soilMoisture, 4, over: 100, isOptional: true),
                    .s16(.soilTemperature, 6, over: 100, isOptional: true),
                    .u16(.soilConductivity, 8, isOptional: true),
                ]
            ),
            NetvoxReport(
                0x11,
                [
                    .u16(.vibrationVelocity, 4, over: 10, isOptional: true),
                    .u16(.analogValue, 6, "vibration-displacement", over: 10, isOptional: true),
                    .s16(.surfaceTemperature, 8, over: 10, isOptional: true),
                ]
            ),
        ]

    private static func pm(_ channel: Channel?) -> [NetvoxField] {
        [
            .u16(.pm1, 4, channel, isOptional: true), .u16(.pm25, 6, channel, isOptional: true),
            .u16(.pm10, 8, channel, isOptional: true),
        ]
    }

    /// Counts of particles as the sensor gives them.
    private static let coarseParticles = NetvoxReport(
        4,
        [
            .u16(.analogValue, 4, "particles-2-5um", isOptional: true),
            .u16(.analogValue, 6, "particles-5um", isOptional: true),
            .u16(.analogValue, 8, "particles-10um", isOptional: true),
        ]
    )

    /// Gases in 0.1 ppm.
    private static let gases = NetvoxReport(
        5,
        [
            .u16(.o3, 4, times: 100, isOptional: true), .u16(.co, 6, over: 10, isOptional: true),
            .u16(.no, 8, times: 100, isOptional: true),
        ]
    )

    /// Report types 7 to 14, which all series have.
    private static let commonReports: [NetvoxReport] = [
        NetvoxReport(
            7,
            [
                .u16(.co2, 4, over: 10, isOptional: true), .u16(.nh3, 6, over: 10, isOptional: true),
                .u16(.noiseLevel, 8, over: 10, isOptional: true),
            ]
        ),
        NetvoxReport(
            8,
            [
                .u16(.waterPh, 4, over: 100, isOptional: true), .s16(.waterTemperature, 6, over: 100, isOptional: true),
                .s16(.redoxPotential, 8, isOptional: true),
            ]
        ),
        NetvoxReport(
            9,
            [
                .u16(.waterTurbidity, 4, over: 10, isOptional: true),
                .s16(.waterTemperature, 6, over: 100, isOptional: true),
                .u16(.soilMoisture, 8, over: 100, isOptional: true),
            ]
        ),
        NetvoxReport(
            0x0A,
            [
                .u16(.soilMoisture, 4, over: 100, isOptional: true),
                .s16(.soilTemperature, 6, over: 100, isOptional: true),
                .u16(.waterLevel, 8, over: 1000, isOptional: true),
                .u8(.soilConductivity, 10, times: 100, isOptional: true),
            ]
        ),
        NetvoxReport(
            0x0B,
            [
                .s16(.waterTemperature, 4, over: 100, isOptional: true),
                .u16(.dissolvedOxygen, 6, over: 100, isOptional: true),
                .u16(.oxygenSaturation, 8, over: 10, isOptional: true),
            ]
        ),
        NetvoxReport(
            0x0C,
            [
                .s16(.airTemperature, 4, over: 100, isOptional: true),
                .u16(.relativeHumidity, 6, over: 100, isOptional: true),
                .u16(.windSpeed, 8, over: 100, isOptional: true),
            ]
        ),
        NetvoxReport(
            0x0D,
            [
                .u16(.windDirection, 4, isOptional: true),
                .unsigned(4, .airPressure, 6, over: 100, isOptional: true),
            ]
        ),
        NetvoxReport(0x0E, [.u16(.tvoc, 4, times: 100, isOptional: true)]),
    ]

    private static let particles: [NetvoxField] = [
        .s16(.airTemperature, 4, over: 100), .u16(.relativeHumidity, 6, over: 100), .u16(.pm25, 8),
    ]

    /// What is not fitted has all ones.
    private static let indoor: [NetvoxReport] = [
        NetvoxReport(
            1,
            [
                .s16(.airTemperature, 4, over: 100, isOptional: true),
                .u16(.relativeHumidity, 6, over: 100, isOptional: true), .u16(.co2, 8, isOptional: true),
                .u8(.occupied, 10, isOptional: true),
            ]
        ),
        NetvoxReport(
            2,
            [
                .unsigned(4, .airPressure, 4, over: 100, isOptional: true),
                .unsigned(3, .illuminance, 8, isOptional: true),
            ]
        ),
        NetvoxReport(
            3,
            [
                .u16(.pm25, 4, isOptional: true), .u16(.pm10, 6, isOptional: true),
                .u16(.tvoc, 8, isOptional: true),
            ]
        ),
    ]

    /// Byte 10 says whether the first field is in ppb or the sensor maker's index.
    private static let tvoc: [NetvoxField] = [
        .function(.tvoc, 4, 2) { payload in
            payload[10] == 0 ? Double(UInt16(payload[4]) << 8 | UInt16(payload[5])) : nil
        },
        .function(.tvocIndex, 4, 2) { payload in
            payload[10] == 0 ? nil : Double(UInt16(payload[4]) << 8 | UInt16(payload[5]))
        },
        .s16(.airTemperature, 6, over: 100), .u16(.relativeHumidity, 8, over: 100), .parameter("sensorUnit", 10),
    ]
}

/// Temperature, humidity, pressure and light.
extension NetvoxModels {
    static let climate: [DeviceModel] =
        [
            model(
                "r718a",
                vectors: 17,
                "R718A temperature and humidity sensor",
                NetvoxDevice(0x0B, temperatureAndHumidity),
                simulated: [2200...3600, 4500...9500]
            ),
            model("r720c", vectors: 6, "R720C temperature and pressure sensor", NetvoxDevice(0x70, pressure)),
            model("r718e", vectors: 9, "R718E vibration sensor", NetvoxDevice([0x1C], vibration)),
            model("r718ec", vectors: 7, "R718EC vibration and tilt sensor", NetvoxDevice([0x1C], vibration)),
            model("r718ea", vectors: 5, "R718EA tilt and temperature sensor", NetvoxDevice(0x9A, tilt)),
            model("r718eb", vectors: 5, "R718EB tilt sensor", NetvoxDevice(0xC8, fineTilt)),
            model("r718y", vectors: 6, "R718Y pressure difference sensor", NetvoxDevice(0xAC, difference)),
            model("r718g", vectors: 6, "R718G light sensor", NetvoxDevice(0x1E, [.unsigned(4, .illuminance, 4)])),
        ]
        + models(
            temperatureAndHumidity,
            [
                ("r711", 0x01, 19, "R711 temperature and humidity sensor"),
                ("r712", 0x01, 4, "R712 temperature and humidity sensor"),
                ("r718ab", 0x13, 4, "R718AB temperature and humidity sensor"),
                ("r720", 0x6E, 4, "R720 temperature and humidity sensor"),
                ("r720a", 0x6E, 4, "R720A temperature and humidity sensor"),
            ]
        )
        + models(
            [.s16(.airTemperature, 4, over: 100)],
            [
                ("r711a", 0xBC, 6, "R711A temperature sensor"), ("r718ad", 0x9C, 4, "R718AD temperature sensor"),
                ("r720d", 0x9D, 4, "R720D temperature sensor"),
            ]
        )
        + models(
            [.u16(.illuminance, 4)],
            [("r311b", 0x4B, 6, "R311B light sensor"), ("r311g", 0x04, 4, "R311G light sensor")]
        )
        + models(
            [.s16(.externalTemperature, 4, over: 10)],
            [
                ("r718b", 0x95, 6, "R718B series resistance thermometer"),
                ("r718ce", 0x94, 4, "R718CE thermocouple, type E"), ("r718cj", 0x90, 4, "R718CJ thermocouple, type J"),
                ("r718ck", 0x91, 4, "R718CK thermocouple, type K"), ("r718cr", 0x93, 4, "R718CR thermocouple, type R"),
                ("r718ct", 0x92, 4, "R718CT thermocouple, type T"),
            ]
        )
        + models(
            twoProbes,
            [
                ("r718b2", 0x14, 5, "R718B2 series two resistance thermometers"),
                ("r718ce2", 0x19, 3, "R718CE2 two thermocouples, type E"),
                ("r718cj2", 0x15, 3, "R718CJ2 two thermocouples, type J"),
                ("r718ck2", 0x16, 3, "R718CK2 two thermocouples, type K"),
                ("r718cr2", 0x18, 3, "R718CR2 two thermocouples, type R"),
                ("r718ct2", 0x17, 3, "R718CT2 two thermocouples, type T"),
            ]
        )
        + [
            model("r718b4", vectors: 6, "R718B4 series four resistance thermometers", fourProbes([0x2E])),
            model("r718ce4", vectors: 4, "R718CE4 four thermocouples, type E", fourProbes([0x3C])),
            model("r718cj4", vectors: 4, "R718CJ4 four thermocouples, type J", fourProbes([0x38])),
            model("r718ck4", vectors: 4, "R718CK4 four thermocouples, type K", fourProbes([0x39])),
            model("r718cr4", vectors: 4, "R718CR4 four thermocouples, type R", fourProbes([0x3B])),
            model("r718ct4", vectors: 4, "R718CT4 four thermocouples, type T", fourProbes([0x3A])),
        ]

    private static let temperatureAndHumidity: [NetvoxField] = [
        .s16(.airTemperature, 4, over: 100), .u16(.relativeHumidity, 6, over: 100),
    ]

    private static let pressure: [NetvoxField] = [
        .unsigned(4, .airPressure, 4, over: 100), .s16(.airTemperature, 8, over: 100),
    ]

    private static let twoProbes: [NetvoxField] = [
        .s16(.externalTemperature, 4, "probe-1", over: 10), .s16(.externalTemperature, 6, "probe-2", over: 10),
    ]

    private static func fourProbes(_ types: [UInt8]) -> NetvoxDevice {
        let others: [NetvoxField] = [
            .s16(.externalTemperature, 4, "probe-3", over: 10), .s16(.externalTemperature, 6, "probe-4", over: 10),
        ]
        return NetvoxDevice(types, [NetvoxReport(1, twoProbes), NetvoxReport(2, others)])
    }

    /// Accelerations in m/s², velocities in mm/s, angles in 0.005 deg, and alarms.
    private static let vibration: [NetvoxReport] = [
        NetvoxReport(
            1,
            [
                .float(.acceleration, 4, "x"), .float(.acceleration, 6, "y"), .float(.acceleration, 8, "z"),
                .flag(.vibrationDetected, 10),
            ]
        ),
        NetvoxReport(
            2,
            hasBattery: false,
            [
                .float(.vibrationVelocity, 3, "x"), .float(.vibrationVelocity, 5, "y"),
                .float(.vibrationVelocity, 7, "z"), .s16(.deviceTemperature, 9, over: 10),
            ]
        ),
        NetvoxReport(
            3,
            [
                .s16(.tilt, 4, "x", over: 200), .s16(.tilt, 6, "y", over: 200), .s16(.tilt, 8, "z", over: 200),
                .bit(0, .alarmActive, 10, "low-angle-x"), .bit(1, .alarmActive, 10, "high-angle-x"),
                .bit(2, .alarmActive, 10, "low-angle-y"), .bit(3, .alarmActive, 10, "high-angle-y"),
                .bit(4, .alarmActive, 10, "low-angle-z"), .bit(5, .alarmActive, 10, "high-angle-z"),
            ]
        ),
        NetvoxReport(
            4,
            [
                .bit(0, .alarmActive, 4, "low-acceleration-x"), .bit(1, .alarmActive, 4, "high-acceleration-x"),
                .bit(2, .alarmActive, 4, "low-acceleration-y"), .bit(3, .alarmActive, 4, "high-acceleration-y"),
                .bit(4, .alarmActive, 4, "low-acceleration-z"), .bit(5, .alarmActive, 4, "high-acceleration-z"),
                .bit(0, .alarmActive, 5, "low-velocity-x"), .bit(1, .alarmActive, 5, "high-velocity-x"),
                .bit(2, .alarmActive, 5, "low-velocity-y"), .bit(3, .alarmActive, 5, "high-velocity-y"),
                .bit(4, .alarmActive, 5, "low-velocity-z"), .bit(5, .alarmActive, 5, "high-velocity-z"),
                .bit(0, .alarmActive, 6, "low-temperature"), .bit(1, .alarmActive, 6, "high-temperature"),
            ]
        ),
    ]

    private static let tilt: [NetvoxField] = [
        .s8(.tilt, 4, "x"), .s8(.tilt, 5, "y"), .s8(.tilt, 6, "z"), .s16(.deviceTemperature, 7, over: 10),
    ]

    private static let fineTilt: [NetvoxField] = [
        .s16(.tilt, 4, "x", over: 10), .s16(.tilt, 6, "y", over: 10), .s16(.tilt, 8, "z", over: 10),
    ]

    private static let difference: [NetvoxField] = [
        .s16(.pressureDifference, 4, over: 10), .s16(.airTemperature, 6, over: 10),
    ]
}
