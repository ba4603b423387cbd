import Observations

/// What a SenseCAP measurement id stands for.
struct SenseCAPMeasurement: Sendable {
    let property: ObservedProperty
    let channel: Channel?

    private let times: Double
    private let divisor: Double

    /// The value in the property's unit of a raw number, which is the measured one times 1000.
    func number(_ raw: Int32) -> Double { Double(raw) * times / divisor }

    /// The measurement of an id, when the list has it.
    static func of(_ id: Int) -> SenseCAPMeasurement? {
        let index = id - first
        return table.indices.contains(index) ? table[index] : nil
    }

    /// Everything that can be measured.
    static let properties: [ObservedProperty] = {
        var properties: [ObservedProperty] = [.batteryLevel, .analogValue]
        for case let measurement? in table where !properties.contains(measurement.property) {
            properties.append(measurement.property)
        }
        return properties
    }()

    private init(
        _ property: ObservedProperty,
        _ channel: Channel? = nil,
        times: Double = 1,
        over divisor: Double = 1
    ) {
        self.property = property
        self.channel = channel
        self.times = times
        self.divisor = 1000 * divisor
    }

    private static let first = 4097

    /// The list of measurement ids, from 4097.
    private static let table: [SenseCAPMeasurement?] = {
        var table = [SenseCAPMeasurement?](repeating: nil, count: 120)
        for (id, measurement) in list { table[id - first] = measurement }
        return table
    }()

    private static let list: [(Int, SenseCAPMeasurement)] = [
        (4097, .init(.airTemperature)),
        (4098, .init(.relativeHumidity)),
        (4099, .init(.illuminance)),
        (4100, .init(.co2)),
        (4101, .init(.airPressure, over: 100)),
        (4102, .init(.soilTemperature)),
        (4103, .init(.soilMoisture)),
        (4104, .init(.windDirection)),
        (4105, .init(.windSpeed)),
        (4106, .init(.waterPh)),
        (4107, .init(.photosyntheticPhotonFlux)),
        (4108, .init(.soilConductivity, times: 1000)),
        (4109, .init(.dissolvedOxygen)),
        (4110, .init(.soilMoisture)),
        (4111, .init(.soilConductivity, times: 1000)),
        (4112, .init(.soilTemperature)),
        (4113, .init(.rainfallRate)),
        (4115, .init(.distance, over: 100)),
        (4116, .init(.leakDetected)),
        (4117, .init(.waterLevel, over: 100)),
        (4118, .init(.nh3)),
        (4119, .init(.h2s, times: 1000)),
        (4120, .init(.waterFlow)),
        (4121, .init(.waterVolume)),
        (4122, .init(.oxygen)),
        (4123, .init(.waterConductivity)),
        (4124, .init(.waterTemperature)),
        (4125, .init(.soilHeatFlux)),
        (4126, .init(.sunshineDuration, times: 3600)),
        (4127, .init(.solarIrradiance)),
        (4128, .init(.analogValue, "evaporation")),
        (4129, .init(.photosyntheticPhotonFlux, "par")),
        (4131, .init(.analogValue, "sound-intensity")),
        (4133, .init(.soilWaterPotential)),
        (4134, .init(.salinity, over: 1000)),
        (4135, .init(.totalDissolvedSolids)),
        (4136, .init(.surfaceTemperature, "leaf")),
        (4137, .init(.leafWetness)),
        (4138, .init(.soilMoisture, "depth-10")),
        (4139, .init(.soilMoisture, "depth-20")),
        (4140, .init(.soilMoisture, "depth-30")),
        (4141, .init(.soilMoisture, "depth-40")),
        (4142, .init(.soilTemperature, "depth-10")),
        (4143, .init(.soilTemperature, "depth-20")),
        (4144, .init(.soilTemperature, "depth-30")),
        (4145, .init(.soilTemperature, "depth-40")),
        (4150, .init(.acceleration, "x")),
        (4151, .init(.acceleration, "y")),
        (4152, .init(.acceleration, "z")),
        (4190, .init(.uvIndex)),
        (4191, .init(.windGustSpeed)),
        (4192, .init(.analogValue, "sound-intensity")),
        (4193, .init(.analogValue, "light-intensity")),
        (4195, .init(.tvoc)),
        (4196, .init(.analogValue, "soil-moisture-intensity")),
        (4203, .init(.externalTemperature)),
        (4213, .init(.rainfall, "total")),
    ]
}
