/// What is observed: a two-byte handle into the static table of the vocabulary.
///
/// A property has one name, one type, one UCUM unit and one physical range for ever. What tells two equal properties of
/// a reading apart (lane, phase, tariff, direction, quantile) is a `Channel`, not another property. What each one means
/// stands in its row of the table: one file per theme, `ObservedProperty+Air.swift` and so on. To add one: a case here,
/// a row there, and its name in `deploy/reading.schema.json`; the tests say what is missing.
public enum ObservedProperty: UInt16, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    // Vehicles, people and parking.
    case vehicleCount
    case bicycleCount
    case peopleCount
    case peoplePresent
    case peopleWaiting
    case peopleDensity
    case axleCount
    case wrongWayCount
    case vehicleIntensity
    case peopleIntensity
    case vehicleDensity
    case vehicleSpeed
    case vehicleSpeedMaximum
    case vehicleSpeedMinimum
    case vehicleSpeedPercentile85
    case peopleSpeed
    case trafficOccupancy
    case headway
    case timeGap
    case vehicleLength
    case queueLength
    case queueCount
    case travelTime
    case dwellTime
    case objectHeading
    case parkingOccupied
    case parkingDuration
    case parkingSpacesFree
    case parkingSpacesOccupied
    case parkingSpacesTotal
    case parkingEntryCount
    case detectionConfidence
    case trafficLightState
    case roadSurfaceState

    // Movement, doors and what stands where, in houses and outside.
    case occupied
    case occupancyState
    case motionDetected
    case motionCount
    case doorOpen
    case openingCount
    case contactClosed
    case buttonPressed
    case buttonPressCount
    case switchOn
    case vibrationDetected
    case tilted
    case tilt
    case acceleration
    case vibrationVelocity
    case vibrationFrequency
    case angularVelocity
    case magneticFluxDensity
    case distance
    case displacement
    case latitude
    case longitude
    case altitude
    case direction
    case percentage
    case analogValue
    case digitalValue

    // Air, and what is in it.
    case airTemperature
    case dewPoint
    case wetBulbTemperature
    case globeTemperature
    case apparentTemperature
    case relativeHumidity
    case absoluteHumidity
    case vapourPressure
    case airPressure
    case seaLevelPressure
    case pressureDifference
    case airVelocity
    case co2
    case co
    case coMassConcentration
    case no
    case noMassConcentration
    case no2
    case no2MassConcentration
    case nox
    case noxMassConcentration
    case noxIndex
    case o3
    case o3MassConcentration
    case so2
    case so2MassConcentration
    case h2s
    case h2sMassConcentration
    case nh3
    case nh3MassConcentration
    case ch4
    case h2
    case oxygen
    case combustibleGas
    case formaldehyde
    case formaldehydeMassConcentration
    case tvoc
    case tvocMassConcentration
    case tvocIndex
    case odourIndex
    case airQualityIndex
    case gasResistance
    case gasConcentration
    case radon
    case radiationDoseRate
    case pm1
    case pm25
    case pm4
    case pm10
    case tsp
    case pm03NumberConcentration
    case pm05NumberConcentration
    case pm1NumberConcentration
    case pm25NumberConcentration
    case pm4NumberConcentration
    case pm5NumberConcentration
    case pm10NumberConcentration
    case particleSize
    case noiseLevel
    case noiseLaeq
    case noiseLamax
    case noiseLamin
    case noiseLa10
    case noiseLa50
    case noiseLa90
    case noiseLceq
    case noiseLcpeak
    case smokeDetected
    case gasDetected

    // Wind, rain, light and ground.
    case windSpeed
    case windGustSpeed
    case windSpeedMinimum
    case windSpeedNorth
    case windSpeedEast
    case windDirection
    case windGustDirection
    case rainfall
    case rainfallRate
    case rainDetected
    case snowDepth
    case hailCount
    case lightningStrikeCount
    case lightningDistance
    case visibility
    case cloudBaseHeight
    case solarIrradiance
    case uvIrradiance
    case uvIndex
    case photosyntheticPhotonFlux
    case sunshineDuration
    case illuminance
    case infraredIlluminance
    case lightLevel
    case colourTemperature
    case surfaceTemperature
    case roadSurfaceTemperature
    case waterFilmThickness
    case iceDetected
    case leafWetness
    case soilTemperature
    case soilMoisture
    case soilWaterPotential
    case soilConductivity
    case soilPermittivity
    case soilPh
    case soilHeatFlux

    // Water in rivers, tanks, sewers and wells.
    case waterLevel
    case waterDepth
    case groundwaterDepth
    case waterTemperature
    case waterPressure
    case waterConductivity
    case waterPh
    case waterTurbidity
    case dissolvedOxygen
    case oxygenSaturation
    case redoxPotential
    case salinity
    case totalDissolvedSolids
    case totalSuspendedSolids
    case freeChlorine
    case ammonium
    case nitrate
    case phosphate
    case chlorophyll
    case chemicalOxygenDemand
    case biochemicalOxygenDemand
    case waterVelocity
    case waterDischarge
    case floodDetected
    case waveHeight

    // Water, gas and heat meters.
    case waterVolume
    case waterVolumeReverse
    case waterFlow
    case gasVolume
    case gasVolumeCorrected
    case gasFlow
    case gasTemperature
    case gasPressure
    case volume
    case volumeFlow
    case mass
    case massFlow
    case heatEnergy
    case coolingEnergy
    case heatPower
    case heatVolume
    case heatFlow
    case volumeTemperatureProduct
    case flowTemperature
    case returnTemperature
    case temperatureDifference
    case heatCostUnits
    case heaterTemperature
    case roomTemperature
    case externalTemperature
    case pressure
    case pulseCount
    case burstDetected
    case backflowDetected
    case emptyPipeDetected
    case freezeRisk
    case noConsumption
    case meterBlocked
    case meterRemoved
    case valveOpen
    case valvePosition
    case pumpRunning
    case pumpStartCount
    case rotationalSpeed

    // Electricity meters and supplies.
    case energy
    case activeEnergyImport
    case activeEnergyExport
    case activeEnergyNet
    case activeEnergyTotal
    case reactiveEnergyImport
    case reactiveEnergyExport
    case reactiveEnergy
    case apparentEnergyImport
    case apparentEnergyExport
    case apparentEnergy
    case activePower
    case activePowerImport
    case activePowerExport
    case activePowerDemand
    case activePowerMaximum
    case activePowerMinimum
    case activePowerLimit
    case reactivePower
    case reactivePowerImport
    case reactivePowerExport
    case apparentPower
    case apparentPowerImport
    case apparentPowerExport
    case power
    case voltage
    case current
    case currentLimit
    case electricCharge
    case resistance
    case frequency
    case powerFactor
    case phaseAngle
    case voltageDistortion
    case currentDistortion
    case voltageUnbalance
    case currentUnbalance
    case powerFailureCount
    case longPowerFailureCount
    case powerFailureDuration
    case voltageSagCount
    case voltageSwellCount
    case tariff
    case relayClosed
    case powerPresent
    case overvoltageDetected
    case undervoltageDetected
    case overcurrentDetected

    // Street lights, waste and tanks.
    case lampOn
    case dimmingLevel
    case lampFault
    case driverFault
    case lampTemperature
    case lampSwitchCount
    case luminousFlux
    case operatingTime
    case errorTime
    case averagingTime
    case actualityTime
    case fillLevel
    case fillHeight
    case fillVolume
    case contentTemperature
    case weight
    case force
    case emptyingCount
    case binFull
    case fireDetected

    // The device itself.
    case batteryVoltage
    case batteryLevel
    case batteryRemaining
    case batteryLow
    case batteryTemperature
    case batteryCurrent
    case supplyVoltage
    case externalPower
    case solarPower
    case solarVoltage
    case solarCurrent
    case deviceTemperature
    case deviceHumidity
    case deviceFault
    case deviceState
    case tamperDetected
    case magneticTamperDetected
    case leakDetected
    case alarmActive
    case eventCount
    case restartCount
    case messageCount
    case uptime
    case reportingInterval
    case signalStrength
    case signalToNoiseRatio
    case linkMargin

    /// Every property, in the order of the table.
    public static let all: [ObservedProperty] = allCases

    /// The property of this name, as `air_temperature`.
    public static func named(_ name: String) -> ObservedProperty? { byName[name] }

    /// Its name in readings and model files.
    public var name: String { definition.name }

    /// What its values are.
    public var valueType: ValueType { definition.valueType }

    /// The unit of its values; none for what is no number.
    public var unit: UnitOfMeasurement? { definition.unit }

    /// What is physically possible, in its unit; a value outside is forwarded as suspect.
    public var range: ClosedRange<Double>? { valueType == .number ? definition.range : nil }

    /// The parts of city life that it belongs to.
    public var domains: Set<Domain> { definition.domains.set }

    /// One sentence that says what it is.
    public var summary: String { definition.summary }

    /// The name.
    public var description: String { name }

    /// Whether a number in its unit is physically possible.
    public func isInRange(_ number: Double) -> Bool { definition.range.contains(number) }

    var definition: ObservedPropertyDefinition {
        @inline(__always)
        _read { yield ObservedProperty.table[Int(rawValue)] }
    }

    private static let table: [ObservedPropertyDefinition] = {
        let rows = traffic + presence + air + weather + water + metering + electricity + lighting + device
        let sorted = rows.sorted { $0.property.rawValue < $1.property.rawValue }
        precondition(sorted.map(\.property) == allCases, "Every property has exactly one row in the table.")
        return sorted
    }()

    private static let byName: [String: ObservedProperty] = {
        Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0.property) })
    }()
}
