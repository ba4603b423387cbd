/// What a record measures, by its VIF.
enum MBusQuantity: UInt8 {
    case energy
    case energyJoule
    case energyCalorie
    case reactiveEnergy
    case apparentEnergy
    case volume
    case volumeCubicFeet
    case volumeGallon
    case mass
    case power
    case powerJoulePerHour
    case reactivePower
    case apparentPower
    case volumeFlow
    case volumeFlowPerMinute
    case volumeFlowPerSecond
    case volumeFlowGallonPerMinute
    case volumeFlowGallonPerHour
    case massFlow
    case flowTemperature
    case returnTemperature
    case temperatureDifference
    case externalTemperature
    case flowTemperatureFahrenheit
    case returnTemperatureFahrenheit
    case temperatureDifferenceFahrenheit
    case externalTemperatureFahrenheit
    case pressure
    case heatCostUnits
    case relativeHumidity
    case phaseAngleVoltage
    case phaseAngleCurrent
    case frequency
    case voltage
    case current
    case dimensionless
    case onTime
    case operatingTime
    case batteryOperatingTime
    case tariffDuration
    case averagingTime
    case actualityTime
    case timeSinceReadout
    case batteryRemaining
    case accessNumber
    case resetCount
    case cumulationCount
    case stopCount
    case digitalOutput
    case digitalInput
    case controlSignal
    case signalStrength
    case errorFlags
    case date
    case dateTime
    /// A number or text without a property.
    case parameter

    /// Whether it is a rate or a state, of which a record names the period (highest power of a month).
    var isRate: Bool {
        switch self {
        case .power, .powerJoulePerHour, .reactivePower, .apparentPower, .volumeFlow, .volumeFlowPerMinute,
            .volumeFlowPerSecond, .massFlow, .flowTemperature, .returnTemperature, .temperatureDifference,
            .externalTemperature, .pressure, .voltage, .current, .frequency:
            true
        default: false
        }
    }
}
