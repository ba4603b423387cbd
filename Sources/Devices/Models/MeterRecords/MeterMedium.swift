import Observations

/// What a meter counts: it decides which property a quantity of EN 13757-3 is.
enum MeterMedium {
    case heat
    case water
    case gas
    case electricity
    case room
    case other

    /// The property of a quantity; `isReverse` for what runs the other way.
    func property(of quantity: MeterScale.Quantity, isReverse: Bool) -> ObservedProperty {
        switch quantity {
        case .energy: energy(isReverse)
        case .volume: volume(isReverse)
        case .mass: .mass
        case .operatingTime: .operatingTime
        case .power:
            switch self {
            case .heat: .heatPower
            case .electricity: .activePower
            default: .power
            }
        case .flow:
            switch self {
            case .heat: .heatFlow
            case .water: .waterFlow
            case .gas: .gasFlow
            default: .volumeFlow
            }
        case .massFlow: .massFlow
        case .flowTemperature: self == .water ? .waterTemperature : .flowTemperature
        case .returnTemperature: .returnTemperature
        case .temperatureDifference: .temperatureDifference
        case .externalTemperature: self == .room ? .airTemperature : .externalTemperature
        case .pressure: .pressure
        case .heatCost: .heatCostUnits
        case .averagingTime: .averagingTime
        case .actualityTime: .actualityTime
        case .humidity: .relativeHumidity
        case .voltage: .voltage
        case .current: .current
        case .batteryRemaining: .batteryRemaining
        }
    }

    private func energy(_ isReverse: Bool) -> ObservedProperty {
        switch self {
        case .heat: isReverse ? .coolingEnergy : .heatEnergy
        case .electricity: isReverse ? .activeEnergyExport : .activeEnergyImport
        default: .energy
        }
    }

    private func volume(_ isReverse: Bool) -> ObservedProperty {
        switch self {
        case .heat: .heatVolume
        case .water: isReverse ? .waterVolumeReverse : .waterVolume
        case .gas: .gasVolume
        default: .volume
        }
    }

    /// All properties that records of a medium can be.
    func properties(of quantities: [MeterScale.Quantity]) -> [ObservedProperty] {
        var properties: [ObservedProperty] = []
        for quantity in quantities {
            for isReverse in [false, true] {
                let property = property(of: quantity, isReverse: isReverse)
                if !properties.contains(property) { properties.append(property) }
            }
        }
        return properties
    }
}
