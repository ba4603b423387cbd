/// How a number of some unit becomes one of a property's unit: exactly, with one rounding.
struct MBusScale: Sendable {
    let exponent: Int
    let factor: Double
    let divisor: Double
    /// Subtracted before everything else: 32 for degrees Fahrenheit.
    let zero: Double

    init(_ exponent: Int = 0, times factor: Double = 1, over divisor: Double = 1, zero: Double = 0) {
        self.exponent = exponent
        self.factor = factor
        self.divisor = divisor
        self.zero = zero
    }

    /// The value of a number that counts steps of 10^`power`, each `factor` units of the quantity.
    func apply(_ number: Double, power: Int, factor step: Double) -> Double {
        var number = number
        if zero != 0 {
            // A temperature: the zero lies at 32 units, however fine the steps are.
            number = MBusScale.shifted(number, power, over: 1) - zero
            return number * factor / divisor
        }
        return MBusScale.shifted(number * factor * step, power + exponent, over: divisor)
    }

    /// A number times ten to a power, divided once.
    static func shifted(_ number: Double, _ power: Int, over divisor: Double) -> Double {
        let magnitude = min(abs(power), powers.count - 1)
        return power >= 0 ? number * powers[magnitude] / divisor : number / (powers[magnitude] * divisor)
    }

    private static let powers: [Double] = (0...60).reduce(into: []) { powers, _ in
        powers.append((powers.last ?? 0.1) * 10)
    }

    /// The scale of a quantity whose number is in units of `MBusUnit`.
    static func of(_ quantity: MBusQuantity) -> MBusScale { table[Int(quantity.rawValue)] }

    private static let table: [MBusScale] = (0...MBusQuantity.parameter.rawValue).map { raw in
        switch MBusQuantity(rawValue: raw) {
        case .energy, .reactiveEnergy, .apparentEnergy: MBusScale(-3)
        case .energyJoule: MBusScale(over: 3_600_000)
        case .energyCalorie: MBusScale(-4, times: 41_868, over: 3_600_000)
        case .volumeCubicFeet: MBusScale(-12, times: 28_316_846_592)
        case .volumeGallon: MBusScale(-12, times: 3_785_411_784)
        case .powerJoulePerHour: MBusScale(over: 3600)
        case .volumeFlowPerMinute: MBusScale(times: 60)
        case .volumeFlowPerSecond: MBusScale(times: 3600)
        case .volumeFlowGallonPerMinute: MBusScale(-12, times: 227_124_707_040)
        case .volumeFlowGallonPerHour: MBusScale(-12, times: 3_785_411_784)
        case .flowTemperatureFahrenheit, .returnTemperatureFahrenheit, .externalTemperatureFahrenheit:
            MBusScale(times: 5, over: 9, zero: 32)
        case .temperatureDifferenceFahrenheit: MBusScale(times: 5, over: 9)
        case .pressure: MBusScale(2)
        case .onTime, .operatingTime, .batteryOperatingTime, .tariffDuration: MBusScale(over: 3600)
        default: MBusScale()
        }
    }
}
