/// Water in rivers, tanks, sewers and wells.
extension ObservedProperty {
    static let water: [ObservedPropertyDefinition] = [
        .number(.waterLevel, "water_level", "m", -1000, 9000, [.environment, .utility])
            .meaning("Height of the water over the gauge's zero."),
        .number(.waterDepth, "water_depth", "m", 0, 11000, [.environment, .utility])
            .meaning("Height of the water over the sensor or the bed."),
        .number(.groundwaterDepth, "groundwater_depth", "m", -100, 1000, .environment)
            .meaning("How far the water stands below the ground."),
        .number(.waterTemperature, "water_temperature", "Cel", -10, 200, [.environment, .utility])
            .meaning("Temperature of the water."),
        .number(.waterPressure, "water_pressure", "kPa", -200, 1e6, [.environment, .utility])
            .meaning("Pressure of the water, against the air outside unless the model says otherwise."),
        .number(.waterConductivity, "water_conductivity", "uS/cm", 0, 1e6, [.environment, .utility])
            .meaning("Conductivity of the water."),
        .number(.waterPh, "water_ph", "[pH]", 0, 14, [.environment, .utility])
            .meaning("Acidity of the water."),
        .number(.waterTurbidity, "water_turbidity", "{NTU}", 0, 10000, [.environment, .utility])
            .meaning("How cloudy the water is."),
        .number(.dissolvedOxygen, "dissolved_oxygen", "mg/L", 0, 100, .environment)
            .meaning("Oxygen in the water."),
        .number(.oxygenSaturation, "oxygen_saturation", "%", 0, 500, .environment)
            .meaning("Oxygen in the water as a share of what it can hold."),
        .number(.redoxPotential, "redox_potential", "mV", -2000, 2000, [.environment, .utility])
            .meaning("Oxidation-reduction potential of the water."),
        .number(.salinity, "salinity", "[ppth]", 0, 400, .environment)
            .meaning("Salt in the water."),
        .number(.totalDissolvedSolids, "total_dissolved_solids", "mg/L", 0, 1e6, [.environment, .utility])
            .meaning("What is dissolved in the water."),
        .number(.totalSuspendedSolids, "total_suspended_solids", "mg/L", 0, 1e6, .environment)
            .meaning("What floats in the water."),
        .number(.freeChlorine, "free_chlorine", "mg/L", 0, 100, [.environment, .utility])
            .meaning("Free chlorine in the water."),
        .number(.ammonium, "ammonium", "mg/L", 0, 100_000, .environment)
            .meaning("Ammonium in the water."),
        .number(.nitrate, "nitrate", "mg/L", 0, 100_000, .environment)
            .meaning("Nitrate in the water."),
        .number(.phosphate, "phosphate", "mg/L", 0, 100_000, .environment)
            .meaning("Phosphate in the water."),
        .number(.chlorophyll, "chlorophyll", "mg/m3", 0, 100_000, .environment)
            .meaning("Chlorophyll in the water."),
        .number(.chemicalOxygenDemand, "chemical_oxygen_demand", "mg/L", 0, 1e6, .environment)
            .meaning("Oxygen that oxidising the water's load takes."),
        .number(.biochemicalOxygenDemand, "biochemical_oxygen_demand", "mg/L", 0, 1e6, .environment)
            .meaning("Oxygen that the water's life takes in five days."),
        .number(.waterVelocity, "water_velocity", "m/s", -30, 30, .environment)
            .meaning("Speed of the water's flow."),
        .number(.waterDischarge, "water_discharge", "m3/s", -1_000_000, 1_000_000, .environment)
            .meaning("Volume of water that flows past."),
        .boolean(.floodDetected, "flood_detected", [.environment, .utility])
            .meaning("Water stands where none should."),
        .number(.waveHeight, "wave_height", "m", 0, 50, .environment)
            .meaning("Height of the waves."),
    ]
}
