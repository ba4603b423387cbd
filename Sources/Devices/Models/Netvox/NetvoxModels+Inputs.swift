import Observations

/// Pulses and voltages.
extension NetvoxModels {
    static let inputs: [DeviceModel] =
        [
            model(
                "r718h",
                vectors: 6,
                "R718H pulse counter",
                NetvoxDevice(0x1F, [.u16(.pulseCount, 4, nil, .delta)]),
                domain: .utility
            ),
            model(
                "r718h2",
                vectors: 5,
                "R718H2 pulse counter with two inputs",
                NetvoxDevice(0x3F, [.u16(.pulseCount, 4, "input-1", .delta), .u16(.pulseCount, 6, "input-2", .delta)]),
                domain: .utility
            ),
        ]
        + models(
            [.u16(.voltage, 4, over: 1000)],
            [
                ("r718ia", 0x20, 6, "R718IA input, 0 to 5 V"), ("r718ib", 0x2A, 4, "R718IB input, 0 to 10 V"),
                ("r730ia", 0x74, 4, "R730IA input, 0 to 5 V"), ("r730ib", 0x75, 4, "R730IB input, 0 to 10 V"),
            ]
        )
        + models(
            [.u16(.voltage, 4, "input-1", over: 1000), .u16(.voltage, 6, "input-2", over: 1000)],
            [
                ("r718ia2", 0x41, 5, "R718IA2 two inputs, 0 to 5 V"),
                ("r718ib2", 0x42, 3, "R718IB2 two inputs, 0 to 10 V"),
            ]
        )
}

/// Current meters, power plugs, relays and valves.
extension NetvoxModels {
    static let current: [DeviceModel] = [
        model("r718ka", vectors: 5, "R718KA current loop input", NetvoxDevice(0x22, loop), domain: .utility),
        model("r718ka2", vectors: 5, "R718KA2 two current loop inputs", NetvoxDevice(0x44, twoLoops), domain: .utility),
        model("r718n1", vectors: 6, "R718N1 series current meter", NetvoxDevice(0x49, onePhase), domain: .utility),
        model(
            "r718n3",
            vectors: 19,
            "R718N3 series current meter of three phases",
            NetvoxDevice([0x4A], phases),
            domain: .utility
        ),
        model(
            "r718nl1",
            vectors: 5,
            "R718NL1 current meter and light sensor",
            NetvoxDevice(0x98, phaseAndLight),
            domain: .utility
        ),
        model("r809a", vectors: 6, "R809A power plug", NetvoxDevice([0x0E], plug), domain: .utility),
        model("r816b", vectors: 4, "R816B power plug", NetvoxDevice([0x73], plug), domain: .utility),
        model("r831a", vectors: 5, "R831A motor switch", NetvoxDevice([0xB2], motor), domain: .utility),
        model("r831b", vectors: 3, "R831B motor switch", NetvoxDevice([0xB3], motor), domain: .utility),
        model(
            "r831c",
            vectors: 5,
            "R831C three relays",
            NetvoxDevice([0xAD], [NetvoxReport(1, hasBattery: false, relays)]),
            domain: .utility
        ),
        model(
            "r831d",
            vectors: 5,
            "R831D three relays and inputs",
            NetvoxDevice([0xB0], relaysAndInputs),
            domain: .utility
        ),
        model(
            "ra10",
            vectors: 5,
            "RA10 valve",
            NetvoxDevice([0x71], [NetvoxReport(1, hasBattery: false, [.flag(.valveOpen, 3)])]),
            domain: .utility
        ),
    ]

    /// Current in mA, and once more in 0.1 mA.
    private static let loop: [NetvoxField] = [.u8(.current, 4, over: 1000), .u8(.current, 5, "fine", over: 10000)]

    private static let twoLoops: [NetvoxField] = [
        .u8(.current, 4, "input-1", over: 1000), .u8(.current, 5, "input-2", over: 1000),
        .u8(.current, 6, "input-1-fine", over: 10000), .u8(.current, 7, "input-2-fine", over: 10000),
    ]

    /// mA times the multiplier that the clamp needs.
    private static func amperes(_ payload: [UInt8], _ multiplier: Int) -> Double {
        Double(UInt32(payload[4]) << 8 | UInt32(payload[5])) * Double(payload[multiplier]) / 1000
    }

    private static let onePhase: [NetvoxField] = [
        .function(.current, 4, 2) { payload in amperes(payload, 6) }, .parameter("multiplier", 6),
    ]

    /// The multipliers of the second and third phase come in a report of their own: until they are applied, what is in
    /// the first report is unscaled.
    private static let phases: [NetvoxReport] = [
        NetvoxReport(
            1,
            [
                .function(.current, 4, 2, "l1") { payload in amperes(payload, 10) },
                .u16(.current, 6, "l2-unscaled", over: 1000), .u16(.current, 8, "l3-unscaled", over: 1000),
                .parameter("multiplier1", 10),
            ]
        ),
        NetvoxReport(2, [.parameter("multiplier2", 4), .parameter("multiplier3", 5)]),
    ]

    private static let phaseAndLight: [NetvoxField] = onePhase + [.unsigned(4, .illuminance, 7)]

    private static let plug: [NetvoxReport] = [
        NetvoxReport(
            1,
            hasBattery: false,
            [
                .flag(.switchOn, 3), .unsigned(4, .energy, 4, nil, .counter, over: 1000),
                .flag(.overcurrentDetected, 8), .flag(.alarmActive, 9, "dash-current"),
                .flag(.alarmActive, 10, "power-off"),
            ]
        ),
        NetvoxReport(
            2,
            hasBattery: false,
            [.u16(.voltage, 3), .u16(.current, 5, over: 1000), .u16(.power, 7)]
        ),
    ]

    private static let motor: [NetvoxReport] = [NetvoxReport(1, hasBattery: false, [.flag(.switchOn, 3)])]

    private static let relays: [NetvoxField] = [
        .flag(.relayClosed, 3, "relay-1"), .flag(.relayClosed, 4, "relay-2"), .flag(.relayClosed, 5, "relay-3"),
    ]

    private static let relaysAndInputs: [NetvoxReport] = [
        NetvoxReport(
            1,
            hasBattery: false,
            relays + [
                .flag(.contactClosed, 6, "input-1"), .flag(.contactClosed, 7, "input-2"),
                .flag(.contactClosed, 8, "input-3"),
            ]
        )
    ]
}

/// Leaks and levels.
extension NetvoxModels {
    static let water: [DeviceModel] =
        models(
            [.flag(.leakDetected, 4)],
            [("r718wa", 0x32, 19, "R718WA leak sensor"), ("r718wb", 0x12, 4, "R718WB leak sensor with a rope")]
        )
        + models(
            [.flag(.leakDetected, 4, "input-1"), .flag(.leakDetected, 5, "input-2")],
            [
                ("r311w", 0x06, 5, "R311W two leak sensors"), ("r718wa2", 0x46, 3, "R718WA2 two leak sensors"),
                ("r718wb2", 0x47, 3, "R718WB2 two leak sensors with ropes"),
            ]
        )
        + models(
            [.u16(.distance, 4, "leak", over: 10, isOptional: true)],
            [("r718we", 0x8F, 6, "R718WE leak locating sensor"), ("ra07w", 0x0C, 4, "RA07W leak locating sensor")]
        )
        + [
            model(
                "r718x",
                vectors: 5,
                "R718X ultrasonic level sensor",
                NetvoxDevice(
                    0x34,
                    [
                        .flag(.alarmActive, 4), .u16(.distance, 5, over: 1000), .s16(.airTemperature, 7, over: 10),
                        .u8(.fillLevel, 9), .u8(.tilt, 10),
                    ]
                )
            ),
            model(
                "r718pe",
                vectors: 5,
                "R718PE ultrasonic level sensor",
                NetvoxDevice(0xB1, [.flag(.alarmActive, 4), .u16(.distance, 5, over: 1000), .u8(.fillLevel, 7)])
            ),
            model(
                "r718pa22",
                vectors: 6,
                "R718PA22 ultrasonic liquid level sensor",
                NetvoxDevice(
                    0x9B,
                    [
                        .u16(.fillHeight, 4, over: 1000), .s16(.contentTemperature, 6), .flag(.deviceFault, 8),
                    ]
                )
            ),
        ]
}
