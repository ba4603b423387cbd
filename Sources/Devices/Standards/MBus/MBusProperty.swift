import Observations

/// Which property a record is, by its quantity, the meter's medium and what the VIFE say.
struct MBusProperty {
    let property: ObservedProperty
    let kind: ObservationKind
    /// What remains to be said in the channel.
    let label: MBusLabel?

    /// Whether the property says itself what the VIFE say of phase or limit.
    var saysAll: Bool {
        switch property {
        case .activeEnergyNet, .activeEnergyTotal, .activePowerLimit, .currentLimit: true
        default: false
        }
    }

    private init(_ property: ObservedProperty, _ kind: ObservationKind = .instant, _ label: MBusLabel? = nil) {
        self.property = property
        self.kind = kind
        self.label = label
    }

    /// The property of a record; nothing when it has none.
    init?(_ quantity: MBusQuantity, _ medium: MBusMedium, _ aspects: MBusAspects, _ function: MBusRecord.Function) {
        if aspects.isPerTime, !quantity.isRate { return nil }
        switch aspects.role {
        case .value, .profile: break
        case .count: self.init(.eventCount, .counter); return
        case .duration: self.init(.errorTime, .counter, .duration); return
        case .time, .other: return nil
        }
        switch quantity {
        case .energy, .energyJoule, .energyCalorie, .reactiveEnergy, .apparentEnergy:
            self.init(energy: quantity, medium, aspects)
        case .volume, .volumeCubicFeet, .volumeGallon, .volumeFlow, .volumeFlowPerMinute, .volumeFlowPerSecond,
            .volumeFlowGallonPerMinute, .volumeFlowGallonPerHour:
            self.init(volume: quantity, medium, aspects)
        case .power, .powerJoulePerHour, .reactivePower, .apparentPower, .voltage, .current, .frequency,
            .phaseAngleVoltage, .phaseAngleCurrent:
            self.init(electric: quantity, medium, aspects)
        case .flowTemperature, .flowTemperatureFahrenheit, .externalTemperature, .externalTemperatureFahrenheit,
            .returnTemperature, .returnTemperatureFahrenheit, .temperatureDifference,
            .temperatureDifferenceFahrenheit, .pressure:
            self.init(state: quantity, medium, aspects)
        default: self.init(other: quantity, function, aspects)
        }
    }

    private init(energy quantity: MBusQuantity, _ medium: MBusMedium, _ aspects: MBusAspects) {
        let isBack = aspects.direction == .backward
        let isQuadrant = aspects.phase.map { $0.rawValue >= MBusLabel.quadrant1.rawValue } ?? false
        switch quantity {
        case .reactiveEnergy:
            let one: ObservedProperty = isBack ? .reactiveEnergyExport : .reactiveEnergyImport
            self.init(isQuadrant ? .reactiveEnergy : one, .counter)
        case .apparentEnergy:
            let one: ObservedProperty = isBack ? .apparentEnergyExport : .apparentEnergyImport
            self.init(isQuadrant ? .apparentEnergy : one, .counter)
        default:
            switch medium {
            case .electricity where aspects.phase == .delta: self.init(.activeEnergyNet, .instant)
            case .electricity where aspects.phase == .absolute: self.init(.activeEnergyTotal, .counter)
            case .electricity: self.init(isBack ? .activeEnergyExport : .activeEnergyImport, .counter)
            case .heat: self.init(isBack ? .coolingEnergy : .heatEnergy, .counter)
            case .cooling: self.init(.coolingEnergy, .counter, isBack ? .backward : nil)
            default: self.init(.energy, .counter, aspects.direction)
            }
        }
    }

    private init(volume quantity: MBusQuantity, _ medium: MBusMedium, _ aspects: MBusAspects) {
        let direction = aspects.direction
        guard [.volume, .volumeCubicFeet, .volumeGallon].contains(quantity) else {
            switch medium {
            case .water: self.init(.waterFlow, .instant, direction)
            case .gas: self.init(.gasFlow, .instant, direction)
            case .heat, .cooling: self.init(.heatFlow, .instant, direction)
            default: self.init(.volumeFlow, .instant, direction)
            }
            return
        }
        switch medium {
        case .water where direction == .backward: self.init(.waterVolumeReverse, .counter)
        case .water: self.init(.waterVolume, .counter, direction)
        case .gas where direction == .base: self.init(.gasVolumeCorrected, .counter)
        case .gas: self.init(.gasVolume, .counter, direction == .uncorrected ? nil : direction)
        case .heat, .cooling: self.init(.heatVolume, .counter, direction)
        default: self.init(.volume, .counter, direction)
        }
    }

    private init(electric quantity: MBusQuantity, _ medium: MBusMedium, _ aspects: MBusAspects) {
        let isBack = aspects.direction == .backward
        switch quantity {
        case .power, .powerJoulePerHour:
            switch medium {
            case .electricity where aspects.label == .upperLimit: self.init(.activePowerLimit)
            case .electricity: self.init(isBack ? .activePowerExport : .activePower)
            case .heat, .cooling: self.init(.heatPower, .instant, aspects.direction)
            default: self.init(.power, .instant, aspects.direction)
            }
        case .reactivePower: self.init(isBack ? .reactivePowerExport : .reactivePower)
        case .apparentPower: self.init(.apparentPower, .instant, isBack ? .backward : nil)
        case .voltage:
            switch medium {
            case .water, .gas, .heat, .cooling, .heatCost, .room: self.init(.batteryVoltage)
            case .electricity, .other: self.init(.voltage)
            }
        case .current: self.init(aspects.label == .upperLimit ? .currentLimit : .current)
        case .frequency: self.init(.frequency)
        case .phaseAngleVoltage: self.init(.phaseAngle, .instant, nil)
        default: self.init(.phaseAngle, .instant, .current)
        }
    }

    private init(state quantity: MBusQuantity, _ medium: MBusMedium, _ aspects: MBusAspects) {
        switch quantity {
        case .flowTemperature, .flowTemperatureFahrenheit:
            switch medium {
            case .water: self.init(.waterTemperature)
            case .gas: self.init(.gasTemperature)
            case .heatCost: self.init(.heaterTemperature)
            default: self.init(.flowTemperature)
            }
        case .externalTemperature, .externalTemperatureFahrenheit:
            switch medium {
            case .heatCost: self.init(.roomTemperature)
            case .room: self.init(.airTemperature)
            default: self.init(.externalTemperature)
            }
        case .returnTemperature, .returnTemperatureFahrenheit: self.init(.returnTemperature)
        case .temperatureDifference, .temperatureDifferenceFahrenheit: self.init(.temperatureDifference)
        default: self.init(medium == .water ? .waterPressure : medium == .gas ? .gasPressure : .pressure)
        }
    }

    private init?(other quantity: MBusQuantity, _ function: MBusRecord.Function, _ aspects: MBusAspects) {
        switch quantity {
        case .mass: self.init(.mass, .counter, aspects.direction)
        case .massFlow: self.init(.massFlow, .instant, aspects.direction)
        case .heatCostUnits: self.init(.heatCostUnits, .counter)
        case .relativeHumidity: self.init(.relativeHumidity)
        case .dimensionless: self.init(.analogValue)
        case .onTime: self.init(function == .error ? .errorTime : .operatingTime, .counter, .onTime)
        case .operatingTime: self.init(function == .error ? .errorTime : .operatingTime, .counter)
        case .tariffDuration: self.init(.operatingTime, .counter, .duration)
        case .batteryOperatingTime: self.init(.operatingTime, .counter, .battery)
        case .averagingTime: self.init(.averagingTime)
        case .actualityTime: self.init(.actualityTime)
        case .timeSinceReadout: self.init(.actualityTime, .instant, .readout)
        case .batteryRemaining: self.init(.batteryRemaining)
        case .accessNumber: self.init(.messageCount)
        case .resetCount: self.init(.eventCount, .counter, .reset)
        case .cumulationCount: self.init(.eventCount, .counter, .cumulation)
        case .stopCount: self.init(.eventCount, .counter, .stop)
        case .digitalOutput: self.init(.digitalValue, .instant, .output)
        case .digitalInput: self.init(.digitalValue, .instant, .input)
        case .controlSignal: self.init(.digitalValue, .instant, .control)
        case .signalStrength: self.init(.signalStrength)
        default: return nil
        }
    }

    /// Every property that this standard gives.
    static let all: [ObservedProperty] = [
        .activeEnergyImport, .activeEnergyExport, .activeEnergyNet, .activeEnergyTotal, .reactiveEnergyImport,
        .reactiveEnergyExport, .reactiveEnergy, .apparentEnergyImport, .apparentEnergyExport, .apparentEnergy,
        .energy, .heatEnergy, .coolingEnergy, .waterVolume, .waterVolumeReverse, .gasVolume, .gasVolumeCorrected,
        .heatVolume, .volume, .waterFlow, .gasFlow, .heatFlow, .volumeFlow, .mass, .massFlow, .activePower,
        .activePowerExport, .activePowerLimit, .reactivePower, .reactivePowerExport, .apparentPower, .heatPower,
        .power, .voltage, .batteryVoltage, .current, .currentLimit, .frequency, .phaseAngle, .powerFactor,
        .waterTemperature, .gasTemperature, .heaterTemperature, .roomTemperature, .airTemperature, .flowTemperature,
        .returnTemperature, .temperatureDifference, .externalTemperature, .waterPressure, .gasPressure, .pressure,
        .heatCostUnits, .volumeTemperatureProduct, .relativeHumidity, .operatingTime, .errorTime, .averagingTime,
        .actualityTime, .batteryRemaining, .batteryLevel, .messageCount, .eventCount, .analogValue, .digitalValue,
        .signalStrength, .pulseCount, .tariff, .batteryLow, .deviceFault, .alarmActive,
    ]

    /// The properties that records of one medium give.
    static func all(of medium: MBusMedium) -> [ObservedProperty] {
        let aspects = [
            MBusAspects(), MBusAspects(direction: .backward), MBusAspects(direction: .base),
            MBusAspects(phase: .quadrant1), MBusAspects(phase: .delta), MBusAspects(phase: .absolute),
            MBusAspects(label: .upperLimit), MBusAspects(role: .count), MBusAspects(role: .duration(seconds: 1)),
        ]
        var given: Set<ObservedProperty> = []
        for number in 0...MBusQuantity.parameter.rawValue {
            guard let quantity = MBusQuantity(rawValue: number) else { continue }
            for aspect in aspects {
                for function in [MBusRecord.Function.instantaneous, .error] {
                    if let property = MBusProperty(quantity, medium, aspect, function) {
                        given.insert(property.property)
                    }
                }
            }
        }
        return all.filter { given.contains($0) }
    }
}
