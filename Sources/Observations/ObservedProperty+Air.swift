/// Air, and what is in it.
extension ObservedProperty {
    static let air: [ObservedPropertyDefinition] = [
        .number(.airTemperature, "air_temperature", "Cel", -60, 85, .environment)
            .meaning("Temperature of the air."),
        .number(.dewPoint, "dew_point", "Cel", -100, 60, .environment)
            .meaning("Temperature at which the air's moisture would become dew."),
        .number(.wetBulbTemperature, "wet_bulb_temperature", "Cel", -60, 60, .environment)
            .meaning("Temperature of a wet thermometer in the wind."),
        .number(.globeTemperature, "globe_temperature", "Cel", -60, 120, .environment)
            .meaning("Temperature in a black globe."),
        .number(.apparentTemperature, "apparent_temperature", "Cel", -100, 100, .environment)
            .meaning("Temperature that people feel."),
        .number(.relativeHumidity, "relative_humidity", "%", 0, 100, [.environment, .utility])
            .meaning("Moisture of the air as a share of what it can hold."),
        .number(.absoluteHumidity, "absolute_humidity", "g/m3", 0, 200, .environment)
            .meaning("Water in a volume of air."),
        .number(.vapourPressure, "vapour_pressure", "kPa", 0, 50, .environment)
            .meaning("Partial pressure of water in the air."),
        .number(.airPressure, "air_pressure", "hPa", 300, 1100, .environment)
            .meaning("Pressure of the air where the device is."),
        .number(.seaLevelPressure, "sea_level_pressure", "hPa", 850, 1100, .environment)
            .meaning("Pressure of the air, reduced to sea level."),
        .number(.pressureDifference, "pressure_difference", "Pa", -100_000, 100_000, .environment)
            .meaning("Pressure on one side less that on the other."),
        .number(.airVelocity, "air_velocity", "m/s", -100, 100, .environment)
            .meaning("Speed of air in a duct."),
        .number(.co2, "co2", "[ppm]", 0, 100_000, .environment)
            .meaning("Carbon dioxide."),
        .number(.co, "co", "[ppm]", 0, 10000, .environment)
            .meaning("Carbon monoxide."),
        .number(.coMassConcentration, "co_mass_concentration", "ug/m3", 0, 1e7, .environment)
            .meaning("Carbon monoxide by mass."),
        .number(.no, "no", "[ppb]", 0, 100_000, .environment)
            .meaning("Nitrogen monoxide."),
        .number(.noMassConcentration, "no_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Nitrogen monoxide by mass."),
        .number(.no2, "no2", "[ppb]", 0, 100_000, .environment)
            .meaning("Nitrogen dioxide."),
        .number(.no2MassConcentration, "no2_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Nitrogen dioxide by mass."),
        .number(.nox, "nox", "[ppb]", 0, 100_000, .environment)
            .meaning("Nitrogen oxides."),
        .number(.noxMassConcentration, "nox_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Nitrogen oxides by mass."),
        .number(.noxIndex, "nox_index", "{index}", 0, 500, .environment)
            .meaning("Nitrogen oxides on the sensor maker's scale."),
        .number(.o3, "o3", "[ppb]", 0, 100_000, .environment)
            .meaning("Ozone."),
        .number(.o3MassConcentration, "o3_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Ozone by mass."),
        .number(.so2, "so2", "[ppb]", 0, 100_000, .environment)
            .meaning("Sulphur dioxide."),
        .number(.so2MassConcentration, "so2_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Sulphur dioxide by mass."),
        .number(.h2s, "h2s", "[ppb]", 0, 1e6, .environment)
            .meaning("Hydrogen sulphide."),
        .number(.h2sMassConcentration, "h2s_mass_concentration", "ug/m3", 0, 1e7, .environment)
            .meaning("Hydrogen sulphide by mass."),
        .number(.nh3, "nh3", "[ppm]", 0, 10000, .environment)
            .meaning("Ammonia."),
        .number(.nh3MassConcentration, "nh3_mass_concentration", "ug/m3", 0, 1e7, .environment)
            .meaning("Ammonia by mass."),
        .number(.ch4, "ch4", "[ppm]", 0, 1e6, .environment)
            .meaning("Methane."),
        .number(.h2, "h2", "[ppm]", 0, 1e6, .environment)
            .meaning("Hydrogen."),
        .number(.oxygen, "oxygen", "%", 0, 100, .environment)
            .meaning("Oxygen."),
        .number(.combustibleGas, "combustible_gas", "%", 0, 100, [.environment, .utility])
            .meaning("Combustible gas as a share of the lower explosive limit."),
        .number(.formaldehyde, "formaldehyde", "[ppb]", 0, 100_000, .environment)
            .meaning("Formaldehyde."),
        .number(.formaldehydeMassConcentration, "formaldehyde_mass_concentration", "ug/m3", 0, 1e6, .environment)
            .meaning("Formaldehyde by mass."),
        .number(.tvoc, "tvoc", "[ppb]", 0, 1e6, .environment)
            .meaning("Volatile organic compounds."),
        .number(.tvocMassConcentration, "tvoc_mass_concentration", "ug/m3", 0, 1e7, .environment)
            .meaning("Volatile organic compounds by mass."),
        .number(.tvocIndex, "tvoc_index", "{index}", 0, 500, .environment)
            .meaning("Volatile organic compounds on the sensor maker's scale."),
        .number(.odourIndex, "odour_index", "{index}", 0, 1e6, .environment)
            .meaning("Odour on the sensor maker's scale."),
        .number(.airQualityIndex, "air_quality_index", "{index}", 0, 1000, .environment)
            .meaning("Air quality on an authority's scale."),
        .number(.gasResistance, "gas_resistance", "Ohm", 0, 1e9, .environment)
            .meaning("Resistance of a gas sensor's layer."),
        .number(.gasConcentration, "gas_concentration", "[ppm]", 0, 1e6, .environment)
            .meaning("A gas that the device does not name."),
        .number(.radon, "radon", "Bq/m3", 0, 1e6, .environment)
            .meaning("Radon."),
        .number(.radiationDoseRate, "radiation_dose_rate", "uSv/h", 0, 1e6, .environment)
            .meaning("Gamma radiation."),
        .number(.pm1, "pm1", "ug/m3", 0, 10000, .environment)
            .meaning("Particles up to 1 um."),
        .number(.pm25, "pm2_5", "ug/m3", 0, 10000, .environment)
            .meaning("Particles up to 2.5 um."),
        .number(.pm4, "pm4", "ug/m3", 0, 10000, .environment)
            .meaning("Particles up to 4 um."),
        .number(.pm10, "pm10", "ug/m3", 0, 10000, .environment)
            .meaning("Particles up to 10 um."),
        .number(.tsp, "tsp", "ug/m3", 0, 50000, .environment)
            .meaning("All particles that float in the air."),
        .number(.pm03NumberConcentration, "pm0_3_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 0.3 um."),
        .number(.pm05NumberConcentration, "pm0_5_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 0.5 um."),
        .number(.pm1NumberConcentration, "pm1_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 1 um."),
        .number(.pm25NumberConcentration, "pm2_5_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 2.5 um."),
        .number(.pm4NumberConcentration, "pm4_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 4 um."),
        .number(.pm5NumberConcentration, "pm5_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 5 um."),
        .number(.pm10NumberConcentration, "pm10_number_concentration", "/cm3", 0, 1e6, .environment)
            .meaning("Number of particles up to 10 um."),
        .number(.particleSize, "particle_size", "um", 0, 100, .environment)
            .meaning("Typical size of the particles."),
        .number(.noiseLevel, "noise_level", "dB[SPL]", 0, 194, .environment)
            .meaning("Sound level at a moment, A-weighted."),
        .number(.noiseLaeq, "noise_laeq", "dB[SPL]", 0, 194, .environment)
            .meaning("Equivalent sound level of a period, A-weighted."),
        .number(.noiseLamax, "noise_lamax", "dB[SPL]", 0, 194, .environment)
            .meaning("Highest sound level of a period, A-weighted."),
        .number(.noiseLamin, "noise_lamin", "dB[SPL]", 0, 194, .environment)
            .meaning("Lowest sound level of a period, A-weighted."),
        .number(.noiseLa10, "noise_la10", "dB[SPL]", 0, 194, .environment)
            .meaning("Sound level exceeded in 10 % of a period, A-weighted."),
        .number(.noiseLa50, "noise_la50", "dB[SPL]", 0, 194, .environment)
            .meaning("Sound level exceeded in 50 % of a period, A-weighted."),
        .number(.noiseLa90, "noise_la90", "dB[SPL]", 0, 194, .environment)
            .meaning("Sound level exceeded in 90 % of a period, A-weighted."),
        .number(.noiseLceq, "noise_lceq", "dB[SPL]", 0, 194, .environment)
            .meaning("Equivalent sound level of a period, C-weighted."),
        .number(.noiseLcpeak, "noise_lcpeak", "dB[SPL]", 0, 194, .environment)
            .meaning("Highest peak of sound pressure of a period, C-weighted."),
        .boolean(.smokeDetected, "smoke_detected", [.environment, .utility])
            .meaning("There is smoke."),
        .boolean(.gasDetected, "gas_detected", [.environment, .utility])
            .meaning("There is dangerous gas."),
    ]
}
