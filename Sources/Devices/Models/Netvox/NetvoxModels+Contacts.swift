import Observations

/// Doors, contacts, vibration, alarms and switches.
extension NetvoxModels {
    static let contacts: [DeviceModel] =
        models(
            [.flag(.doorOpen, 4)],
            [
                ("r311a", 0x02, 19, "R311A door and window sensor"), ("r718f", 0x1D, 4, "R718F reed switch"),
                ("r718lb", 0x25, 4, "R718LB hall switch"), ("r730f", 0x7D, 4, "R730F reed switch"),
                ("r730lb", 0x8D, 4, "R730LB hall switch"),
            ]
        )
        + models(
            [.flag(.doorOpen, 4, "input-1"), .flag(.doorOpen, 5, "input-2")],
            [
                ("r718f2", 0x3E, 5, "R718F2 two reed switches"), ("r718lb2", 0x45, 3, "R718LB2 two hall switches"),
                ("r730f2", 0x7E, 3, "R730F2 two reed switches"), ("r730lb2", 0x8E, 3, "R730LB2 two hall switches"),
            ]
        )
        + models(
            [.flag(.vibrationDetected, 4)],
            [
                ("r311da", 0xA8, 6, "R311DA vibration sensor, rolling ball"),
                ("r311db", 0xA9, 4, "R311DB vibration sensor, spring"),
                ("r311fa", 0x4F, 4, "R311FA activity sensor"),
                ("r718da", 0x1A, 4, "R718DA vibration sensor, rolling ball"),
                ("r718db", 0x1B, 4, "R718DB vibration sensor, spring"), ("r718mba", 0x27, 4, "R718MBA activity sensor"),
                ("r730da", 0x89, 4, "R730DA vibration sensor, rolling ball"),
                ("r730db", 0x8B, 4, "R730DB vibration sensor, spring"), ("r730mba", 0x82, 4, "R730MBA activity sensor"),
            ]
        )
        + models(
            [.flag(.vibrationDetected, 4, "input-1"), .flag(.vibrationDetected, 5, "input-2")],
            [
                ("r718da2", 0x2F, 5, "R718DA2 two vibration sensors, rolling ball"),
                ("r718db2", 0x3D, 3, "R718DB2 two vibration sensors, spring"),
                ("r730da2", 0x8A, 3, "R730DA2 two vibration sensors, rolling ball"),
                ("r730db2", 0x8C, 3, "R730DB2 two vibration sensors, spring"),
            ]
        )
        + [
            model("r718j", vectors: 5, "R718J dry contact input", NetvoxDevice(0x21, [.flag(.contactClosed, 4)])),
            model("r718j2", vectors: 5, "R718J2 two dry contact inputs", NetvoxDevice(0x43, twoContacts)),
        ]
        + models(
            [.flag(.digitalValue, 4)],
            [
                ("r311k", 0x9E, 6, "R311K sensor"), ("r718pq", 0x5B, 4, "R718PQ sensor"),
                ("r718pqa", 0x97, 4, "R718PQA sensor"),
                ("r718q", 0x5B, 4, "R718Q sensor"), ("r718qa", 0x97, 4, "R718QA sensor"),
                ("r718va", 0x9F, 4, "R718VA proximity sensor"), ("r720f", 0xB7, 4, "R720F sensor"),
            ]
        )
        + models(
            [.flag(.digitalValue, 4, "input-1"), .flag(.digitalValue, 5, "input-2")],
            [
                ("r311ca", 0x4C, 5, "R311CA sensor with two inputs"),
                ("r311cb", 0x56, 3, "R311CB sensor with two inputs"),
                ("r311cc", 0x6C, 3, "R311CC sensor with two inputs"),
                ("r311wa", 0x5A, 3, "R311WA sensor with two inputs"),
            ]
        )
        + alarms

    private static let twoContacts: [NetvoxField] = [
        .flag(.contactClosed, 4, "input-1"), .flag(.contactClosed, 5, "input-2"),
    ]

    private static let alarms: [DeviceModel] =
        models(
            [.flag(.alarmActive, 4), .flag(.buttonPressed, 4)],
            [
                ("r312a", 0x4D, 6, "R312A emergency button"), ("r718t", 0x31, 4, "R718T push button"),
                ("r718tb", 0x31, 4, "R718TB push button"), ("rb02i", 0x10, 4, "RB02I emergency button"),
            ]
        )
        + [
            model("r312", vectors: 5, "R312 door bell", NetvoxDevice(0x55, [.flag(.buttonPressed, 4)])),
            model(
                "r718t2",
                vectors: 5,
                "R718T2 two push buttons",
                NetvoxDevice(0x48, [.flag(.buttonPressed, 4, "button-1"), .flag(.buttonPressed, 5, "button-2")])
            ),
            model(
                "ra02a",
                vectors: 6,
                "RA02A fire alarm",
                NetvoxDevice(
                    0x0A,
                    [
                        .flag(.fireDetected, 4), .flag(.alarmActive, 5, "high-temperature"),
                        .s16(.airTemperature, 6, over: 10),
                    ]
                )
            ),
            model(
                "ra02c",
                vectors: 5,
                "RA02C CO alarm",
                NetvoxDevice(0x11, [.flag(.gasDetected, 4, "co"), .flag(.alarmActive, 5, "high-temperature")])
            ),
            model(
                "ra02g",
                vectors: 5,
                "RA02G smoke alarm",
                NetvoxDevice(
                    0xD7,
                    [
                        .flag(.smokeDetected, 4), .flag(.alarmActive, 5, "high-sound"), .flag(.tamperDetected, 6),
                        .flag(.alarmActive, 7, "power-off"),
                    ]
                )
            ),
        ]
}

/// People, cars, machines at work, and radio.
extension NetvoxModels {
    static let presence: [DeviceModel] =
        models(
            [
                .s16(.airTemperature, 4, over: 100), .u16(.illuminance, 6), .flag(.occupied, 8),
                .flag(.tamperDetected, 9),
            ],
            [
                ("rb11e", 0x03, 19, "RB11E occupancy, temperature and light sensor"),
                ("rb11e1", 0x07, 4, "RB11E1 occupancy, temperature and light sensor"),
            ]
        )
        + [
            model(
                "r719a",
                vectors: 6,
                "R719A parking sensor",
                NetvoxDevice(0x59, [.flag(.parkingOccupied, 4)]),
                domain: .traffic,
                simulated: [0...1.9]
            ),
            model(
                "r719b",
                vectors: 4,
                "R719B parking sensor",
                NetvoxDevice(0xAF, [.flag(.parkingOccupied, 4)]),
                domain: .traffic
            ),
            model("r315", vectors: 7, "R315 multi-sensor", NetvoxDevice([0xD2], multiSensor)),
            model(
                "r311la",
                vectors: 5,
                "R311LA distance switch",
                NetvoxDevice(0xAA, [.flag(.digitalValue, 4), .u16(.analogValue, 5, "raw-sense")])
            ),
        ]
        + models(
            [.unsigned(4, .eventCount, 4, nil, .counter)],
            [
                ("r311fb", 0x50, 5, "R311FB activity counter"), ("r718mbb", 0x2B, 3, "R718MBB activity counter"),
                ("r730mbb", 0x83, 3, "R730MBB activity counter"),
            ]
        )
        + models(
            [.unsigned(4, .operatingTime, 4, over: 3600)],
            [
                ("r311fc", 0x51, 5, "R311FC activity timer"), ("r718mbc", 0x2C, 3, "R718MBC activity timer"),
                ("r730mbc", 0x84, 3, "R730MBC activity timer"),
            ]
        )
        + models(
            [.s16(.signalStrength, 4), .s8(.signalToNoiseRatio, 6), .parameter("heartInterval", 7, 2)],
            [
                ("r311d", 0x4E, 5, "R311D asset sensor"), ("r718ma", 0x26, 3, "R718MA asset sensor"),
                ("r730ma", 0x81, 3, "R730MA asset sensor"),
            ]
        )

    /// Bits of what is enabled and what the switches say, then temperature and humidity (0.5 %); light in a report of its
    /// own.
    private static let multiSensor: [NetvoxReport] = [
        NetvoxReport(
            1,
            [
                .parameter("functionsEnabled", 4, 2), .parameter("binarySensors", 6, 2),
                .s16(.airTemperature, 8, over: 100, isOptional: true),
                .u8(.relativeHumidity, 10, over: 2, isOptional: true),
            ]
        ),
        NetvoxReport(2, [.u16(.illuminance, 4, isOptional: true)]),
    ]
}
