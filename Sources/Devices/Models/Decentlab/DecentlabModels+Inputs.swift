import Observations

/// Devices with inputs, weighing scales and strain gauges.
extension DecentlabModels {
    static let inputs: [DeviceModel] = [
        model(
            "decentlab/dl-dlr2-002",
            vectors: 6,
            "DL-DLR2-002 pulse counter",
            [.counter(.pulseCount, total: "total"), .battery]
        ),
        model(
            "decentlab/dl-dlr2-003",
            vectors: 6,
            "DL-DLR2-003 digital input",
            [.one(.word(.digitalValue, 0)), .battery]
        ),
        model("decentlab/dl-dlr2-004", vectors: 6, "DL-DLR2-004 current loop input (10 Ohm)", [currentLoop, .battery]),
        model(
            "decentlab/dl-dlr2-005",
            vectors: 6,
            "DL-DLR2-005 voltage input",
            [.init(2, [.converter(.voltage, 0, fullScale: 3)]), .battery]
        ),
        model("decentlab/dl-dlr2-006", vectors: 6, "DL-DLR2-006 potentiometer input", [potentiometer, .battery]),
        model("decentlab/dl-dlr2-008", vectors: 6, "DL-DLR2-008 PT100 input (2000 Ohm)", [pt100, .battery]),
        model("decentlab/dl-dlr2-009", vectors: 6, "DL-DLR2-009 PT1000 input (2000 Ohm)", [pt1000, .battery]),
        model(
            "decentlab/dl-dlr2-010",
            vectors: 6,
            "DL-DLR2-010 pulse counter with two inputs",
            [
                .counter(.pulseCount, channel: "input-1", total: "input-1-total"),
                .counter(.pulseCount, channel: "input-2", total: "input-2-total"),
                .battery,
            ]
        ),
        model(
            "decentlab/dl-dlr2-011",
            vectors: 6,
            "DL-DLR2-011 two digital inputs",
            [.one(.word(.digitalValue, 0, "input-1")), .one(.word(.digitalValue, 0, "input-2")), .battery]
        ),
        model("decentlab/dl-dlr2-012", vectors: 6, "DL-DLR2-012 strain gauge input", [strainGauge, .battery]),
        model(
            "decentlab/dl-dws",
            vectors: 6,
            "DL-DWS weighing scale (nominal calibration)",
            [weighingScale, .battery]
        ),
        model(
            "decentlab/dl-kl66",
            vectors: 6,
            "DL-KL66 strain and weight sensor (nominal calibration)",
            [vibratingWire, .battery]
        ),
        model("decentlab/dl-lpw", vectors: 2, "DL-LPW linear position sensor", [potentiometer, .battery]),
    ]

    private static let currentLoop = DecentlabSensor(
        1,
        [.signed(.current, 0, times: 3, over: 32768 * 2 * 10), .parameter("rawCurrent", 0)]
    )

    private static let potentiometer = DecentlabSensor(2, [.converter(.percentage, 0, fullScale: 100)])

    /// The measured share of the voltage over a resistor against 2000 Ohm in series.
    private static func ohms(_ share: Double) -> Double { share * 2000 / (1 - share) }

    private static let pt100 = DecentlabSensor(
        2,
        [
            .function(.externalTemperature) { words in
                DecentlabValue.polynomial(ohms(words.share(0) / 2), [-244.83, 2.3419, 0.0010664])
            }
        ]
    )

    private static let pt1000 = DecentlabSensor(
        2,
        [
            .function(.resistance, "thermistor") { words in ohms(words.share(0)) },
            .function(.externalTemperature) { words in
                DecentlabValue.polynomial(ohms(words.share(0)), [-245.18, 0.23469, 0.0000104876])
            },
        ]
    )

    /// Strain in um/m of a bridge of gauge factor 2.02 with a gain of 64.
    private static let strainGauge = DecentlabSensor(
        2,
        [.converter(.analogValue, 0, "strain", fullScale: 1_000_000 * 4 / 64 / 2.02)]
    )

    /// The wire's frequency: a count of so many periods of 1/32768 s.
    private static func hertz(_ words: DecentlabWords) -> Double { words[0] / words[1] * 32768 }

    /// The scale's calibration is printed on each device; the maker's decoder has this one (f0², g per Hz², g).
    private static let weighingScale = DecentlabSensor(
        3,
        [
            .function(.frequency) { words in hertz(words) },
            .function(.weight) { words in
                ((hertz(words) * hertz(words) - 232_263_168) * 0.000302459 + 1370) / 1000
            },
            .parameter("counterReading", 0), .parameter("measurementTicks", 1), .parameter("thirdWord", 2),
        ]
    )

    /// The same of the strain sensor: f0 in Hz and k.
    private static let vibratingWire: DecentlabSensor = {
        let grams: @Sendable (DecentlabWords) -> Double = { words in
            (hertz(words) * hertz(words) - 15383.72 * 15383.72) * 46.4859 / 1_000_000
        }
        return DecentlabSensor(
            3,
            [
                .word(.analogValue, 0, "counter-reading"),
                .word(.averagingTime, 1, over: 32768),
                .function(.frequency) { words in hertz(words) },
                .function(.weight) { words in grams(words) / 1000 },
                .function(.displacement) { words in grams(words) * -1.5 / 1000 * 9.8067 / 1000 },
                .function(.analogValue, "strain") { words in grams(words) * -1.5 / 1000 * 9.8067 / 0.066 },
                .parameter("thirdWord", 2),
            ]
        )
    }()
}
