/// Wind, rain, light and ground.
extension ObservedProperty {
    static let weather: [ObservedPropertyDefinition] = [
        .number(.windSpeed, "wind_speed", "m/s", 0, 120, .environment)
            .meaning("Speed of the wind."),
        .number(.windGustSpeed, "wind_gust_speed", "m/s", 0, 120, .environment)
            .meaning("Highest speed of the wind in a period."),
        .number(.windSpeedMinimum, "wind_speed_minimum", "m/s", 0, 120, .environment)
            .meaning("Lowest speed of the wind in a period."),
        .number(.windSpeedNorth, "wind_speed_north", "m/s", -120, 120, .environment)
            .meaning("Speed of the wind towards north."),
        .number(.windSpeedEast, "wind_speed_east", "m/s", -120, 120, .environment)
            .meaning("Speed of the wind towards east."),
        .number(.windDirection, "wind_direction", "deg", 0, 360, .environment)
            .meaning("Where the wind comes from, clockwise from north."),
        .number(.windGustDirection, "wind_gust_direction", "deg", 0, 360, .environment)
            .meaning("Where the strongest wind of a period came from, clockwise from north."),
        .number(.rainfall, "rainfall", "mm", 0, 1e6, .environment)
            .meaning("Height of the rain that fell."),
        .number(.rainfallRate, "rainfall_rate", "mm/h", 0, 2000, .environment)
            .meaning("How hard it rains."),
        .boolean(.rainDetected, "rain_detected", .environment)
            .meaning("It rains."),
        .number(.snowDepth, "snow_depth", "mm", 0, 20000, .environment)
            .meaning("Height of the snow."),
        .number(.hailCount, "hail_count", "{events}", 0, 1e15, .environment)
            .meaning("Hailstones that struck the sensor."),
        .number(.lightningStrikeCount, "lightning_strike_count", "{events}", 0, 1e15, .environment)
            .meaning("Strikes of lightning."),
        .number(.lightningDistance, "lightning_distance", "km", 0, 1000, .environment)
            .meaning("How far away lightning struck."),
        .number(.visibility, "visibility", "m", 0, 100_000, .environment)
            .meaning("How far one can see."),
        .number(.cloudBaseHeight, "cloud_base_height", "m", 0, 20000, .environment)
            .meaning("Height of the clouds above the ground."),
        .number(.solarIrradiance, "solar_irradiance", "W/m2", 0, 2000, .environment)
            .meaning("Power of the sunlight on a horizontal square metre."),
        .number(.uvIrradiance, "uv_irradiance", "W/m2", 0, 200, .environment)
            .meaning("Power of the ultraviolet light on a square metre."),
        .number(.uvIndex, "uv_index", "{index}", 0, 30, .environment)
            .meaning("Ultraviolet light on the World Health Organization's scale."),
        .number(.photosyntheticPhotonFlux, "photosynthetic_photon_flux", "umol/(m2.s)", 0, 4000, .environment)
            .meaning("Light that plants can use."),
        .number(.sunshineDuration, "sunshine_duration", "s", 0, 1e9, .environment)
            .meaning("How long the sun shone."),
        .number(.illuminance, "illuminance", "lx", 0, 200_000, [.environment, .utility])
            .meaning("Brightness on a surface."),
        .number(.infraredIlluminance, "infrared_illuminance", "lx", 0, 200_000, .environment)
            .meaning("Brightness on a surface, near infrared."),
        .number(.lightLevel, "light_level", "1", 0, 255, .environment)
            .meaning("Brightness in the device's own steps."),
        .number(.colourTemperature, "colour_temperature", "K", 0, 100_000, [.environment, .utility])
            .meaning("Colour of light as the temperature of a body that glows."),
        .number(.surfaceTemperature, "surface_temperature", "Cel", -100, 300, .environment)
            .meaning("Temperature of a surface, by touch or by infrared."),
        .number(.roadSurfaceTemperature, "road_surface_temperature", "Cel", -60, 100, [.traffic, .environment])
            .meaning("Temperature of a road."),
        .number(.waterFilmThickness, "water_film_thickness", "um", 0, 100_000, [.traffic, .environment])
            .meaning("Height of the water on a road."),
        .boolean(.iceDetected, "ice_detected", [.traffic, .environment])
            .meaning("There is ice."),
        .number(.leafWetness, "leaf_wetness", "%", 0, 100, .environment)
            .meaning("How wet leaves are."),
        .number(.soilTemperature, "soil_temperature", "Cel", -60, 90, .environment)
            .meaning("Temperature of the ground."),
        .number(.soilMoisture, "soil_moisture", "%", 0, 100, .environment)
            .meaning("Volume of water as a share of the ground's."),
        .number(.soilWaterPotential, "soil_water_potential", "kPa", -1e7, 1000, .environment)
            .meaning("How strongly the ground holds its water."),
        .number(.soilConductivity, "soil_conductivity", "uS/cm", 0, 100_000, .environment)
            .meaning("Conductivity of the ground."),
        .number(.soilPermittivity, "soil_permittivity", "1", 0, 100, .environment)
            .meaning("Dielectric permittivity of the ground relative to the vacuum's."),
        .number(.soilPh, "soil_ph", "[pH]", 0, 14, .environment)
            .meaning("Acidity of the ground."),
        .number(.soilHeatFlux, "soil_heat_flux", "W/m2", -1000, 1000, .environment)
            .meaning("Heat that flows into the ground."),
    ]
}
