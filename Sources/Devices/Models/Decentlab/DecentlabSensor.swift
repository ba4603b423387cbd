import Observations

/// One sensor of a Decentlab device: how many words it sends and what can be worked out from them.
struct DecentlabSensor: Sendable {
    let wordCount: Int
    let values: [DecentlabValue]

    init(_ wordCount: Int, _ values: [DecentlabValue]) {
        self.wordCount = wordCount
        self.values = values
    }

    /// The voltage of the battery, mV.
    static let battery = DecentlabSensor(1, [.word(.batteryVoltage, 0, over: 1000)])

    /// Temperature and humidity of a Sensirion SHT21.
    static let sht21 = DecentlabSensor(
        2,
        [
            .word(.airTemperature, 0, times: 175.72, over: 65536, plus: -46.85),
            .word(.relativeHumidity, 1, times: 125, over: 65536, plus: -6),
        ]
    )

    /// Temperature and humidity of a Sensirion SHT35.
    static let sht35 = DecentlabSensor(
        2,
        [
            .word(.airTemperature, 0, times: 175, over: 65535, plus: -45),
            .word(.relativeHumidity, 1, times: 100, over: 65535),
        ]
    )

    /// Pressure of the air, 2 Pa.
    static let barometer = DecentlabSensor(1, [.word(.airPressure, 0, over: 50)])

    /// Surface and head of an infrared thermometer, 0.1 Cel from -100 Cel.
    static func infraredThermometer(_ surface: ObservedProperty) -> DecentlabSensor {
        DecentlabSensor(
            2,
            [.word(surface, 0, from: 1000, over: 10), .word(.deviceTemperature, 1, from: 1000, over: 10)]
        )
    }

    /// A single value of one word.
    static func one(_ value: DecentlabValue) -> DecentlabSensor { DecentlabSensor(1, [value]) }

    /// A counter of pulses: count and seconds since the last report, and the count since the start.
    static func counter(
        _ property: ObservedProperty,
        over divisor: Double = 1,
        channel: Channel? = nil,
        total: Channel
    ) -> DecentlabSensor {
        DecentlabSensor(
            4,
            [
                .word(property, 0, channel, .delta, over: divisor),
                .word(.averagingTime, 1, channel),
                .long(property, 2, total, .counter, over: divisor),
            ]
        )
    }
}
