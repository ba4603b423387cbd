import Observations

/// One value that a Decentlab sensor's words say: how it is worked out and what it is.
struct DecentlabValue: Sendable {
    /// What the value can be observed as; nothing for a parameter.
    let property: ObservedProperty?

    private let channel: Channel?
    private let kind: ObservationKind
    private let name: String
    private let formula: Formula

    private enum Formula: Sendable {
        /// (word - from) · times / over + plus.
        case word(Int, Linear)
        /// The same of a word and the next one, which is the higher half.
        case long(Int, Linear)
        /// c0 + c1·x + c2·x² + … of x = (word - from) · times / over + plus.
        case polynomial(Int, Linear, [Double])
        /// Anything else.
        case function(@Sendable (DecentlabWords) -> Double)
    }

    private struct Linear: Sendable {
        let from: Double
        let times: Double
        let over: Double
        let plus: Double

        func apply(_ raw: Double) -> Double { (raw - from) * times / over + plus }
    }

    /// Works the value out and writes it down.
    func add(_ words: DecentlabWords, to observations: inout [Observation], _ parameters: inout [Parameter]) {
        guard let property else {
            if case .long(let index, _) = formula {
                parameters.append(Parameter(name: name, value: .unsigned(UInt64(words.long(index)))))
            } else if case .word(let index, _) = formula {
                parameters.append(Parameter(name: name, value: .unsigned(UInt64(words.word(index)))))
            }
            return
        }
        observations.append(Observation(property, number(words), channel: channel, kind: kind))
    }

    private func number(_ words: DecentlabWords) -> Double {
        switch formula {
        case .word(let index, let linear): linear.apply(words[index])
        case .long(let index, let linear): linear.apply(Double(words.long(index)))
        case .polynomial(let index, let linear, let coefficients):
            DecentlabValue.polynomial(linear.apply(words[index]), coefficients)
        case .function(let function): function(words)
        }
    }

    /// The value of a polynomial; the coefficients begin with the constant.
    static func polynomial(_ number: Double, _ coefficients: [Double]) -> Double {
        var sum = 0.0
        for coefficient in coefficients.reversed() { sum = sum * number + coefficient }
        return sum
    }

    /// (word - from) · times / over + plus.
    static func word(
        _ property: ObservedProperty,
        _ index: Int,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        from: Double = 0,
        times: Double = 1,
        over: Double = 1,
        plus: Double = 0
    ) -> DecentlabValue {
        let linear = Linear(from: from, times: times, over: over, plus: plus)
        return DecentlabValue(property: property, channel: channel, kind: kind, name: "", formula: .word(index, linear))
    }

    /// A word that is 32768 at 0, divided.
    static func signed(
        _ property: ObservedProperty,
        _ index: Int,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        times: Double = 1,
        over: Double = 1
    ) -> DecentlabValue {
        word(property, index, channel, kind, from: 32768, times: times, over: over)
    }

    /// (word + 65536 · next word - from) · times / over + plus.
    static func long(
        _ property: ObservedProperty,
        _ index: Int,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        from: Double = 0,
        times: Double = 1,
        over: Double = 1
    ) -> DecentlabValue {
        let linear = Linear(from: from, times: times, over: over, plus: 0)
        return DecentlabValue(property: property, channel: channel, kind: kind, name: "", formula: .long(index, linear))
    }

    /// A value of a converter of 24 bits: what full scale stands for, times its share.
    static func converter(
        _ property: ObservedProperty,
        _ index: Int,
        _ channel: Channel? = nil,
        fullScale: Double
    ) -> DecentlabValue {
        long(property, index, channel, from: 8_388_608, times: fullScale, over: 8_388_608)
    }

    /// A polynomial of (word - from) · times / over.
    static func polynomial(
        _ property: ObservedProperty,
        _ index: Int,
        from: Double = 0,
        times: Double = 1,
        over: Double = 1,
        _ coefficients: [Double]
    ) -> DecentlabValue {
        let linear = Linear(from: from, times: times, over: over, plus: 0)
        return DecentlabValue(
            property: property,
            channel: nil,
            kind: .instant,
            name: "",
            formula: .polynomial(index, linear, coefficients)
        )
    }

    /// A value of a formula of its own.
    static func function(
        _ property: ObservedProperty,
        _ channel: Channel? = nil,
        _ function: @escaping @Sendable (DecentlabWords) -> Double
    ) -> DecentlabValue {
        DecentlabValue(property: property, channel: channel, kind: .instant, name: "", formula: .function(function))
    }

    /// A word as it is, under a name.
    static func parameter(_ name: String, _ index: Int) -> DecentlabValue {
        let linear = Linear(from: 0, times: 1, over: 1, plus: 0)
        return DecentlabValue(property: nil, channel: nil, kind: .instant, name: name, formula: .word(index, linear))
    }

    /// Two words as one number as it is, under a name.
    static func longParameter(_ name: String, _ index: Int) -> DecentlabValue {
        let linear = Linear(from: 0, times: 1, over: 1, plus: 0)
        return DecentlabValue(property: nil, channel: nil, kind: .instant, name: name, formula: .long(index, linear))
    }
}
