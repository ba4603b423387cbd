import Observations

/// Names of fields that mean a property.
struct CodecGuessRule {
    /// The words that must all be in the name, each list in any order; the first list that matches counts.
    let names: [[String]]
    /// The property by domain, or the same for all.
    private let properties: [Domain: String]
    private let other: String
    /// The unit of the values when the name has none and it is not the property's own.
    let unit: String?

    private init(_ property: String, _ names: String..., unit: String? = nil, in domains: [Domain: String] = [:]) {
        other = property
        properties = domains
        self.names = names.map { $0.split(separator: " ").map(String.init) }
        self.unit = unit
    }

    func property(in domain: Domain) -> String { properties[domain] ?? other }

    /// The words that are left over; nothing when the rule does not match.
    func match(_ words: [String]) -> [String]? {
        for name in names where name.allSatisfy(words.contains) {
            return words.filter { !name.contains($0) }
        }
        return nil
    }

    /// The rules, the particular ones before the general ones.
    static let all: [CodecGuessRule] = [
        CodecGuessRule("dew_point", "dew point", "dewpoint"),
        CodecGuessRule("soil_temperature", "soil temperature", "soil temp", "soiltemperature"),
        CodecGuessRule(
            "soil_moisture",
            "soil moisture",
            "soil humidity",
            "moisture",
            "vwc",
            "soilmoisture",
            "soil water"
        ),
        CodecGuessRule("soil_conductivity", "soil ec", "soil conductivity"),
        CodecGuessRule("soil_ph", "soil ph"),
        CodecGuessRule("water_temperature", "water temperature", "water temp", "watertemperature"),
        CodecGuessRule("surface_temperature", "surface temperature", "surface temp"),
        CodecGuessRule("battery_temperature", "battery temperature"),
        CodecGuessRule(
            "device_temperature",
            "board temperature",
            "mcu temperature",
            "device temperature",
            "chip temperature"
        ),
        CodecGuessRule("flow_temperature", "flow temperature", "supply temperature", "flowtemperature"),
        CodecGuessRule("return_temperature", "return temperature", "returntemperature"),
        CodecGuessRule("air_temperature", "temperature", "temp", "tmp", "airtemperature", "t"),
        CodecGuessRule("relative_humidity", "humidity", "hum", "rh", "relativehumidity", "humi"),
        CodecGuessRule("pressure_difference", "differential pressure", "pressure difference"),
        CodecGuessRule("water_pressure", "water pressure"),
        CodecGuessRule(
            "air_pressure",
            "barometric pressure",
            "pressure",
            "barometer",
            "baro",
            "atm",
            "airpressure",
            "press",
            in: [.utility: "pressure"]
        ),
        CodecGuessRule("co2", "co2", "carbondioxide", "eco2"),
        CodecGuessRule("co", "co", "carbonmonoxide"),
        CodecGuessRule("no2", "no2"), CodecGuessRule("o3", "o3", "ozone"),
        CodecGuessRule("so2", "so2"), CodecGuessRule("h2s", "h2s"), CodecGuessRule("nh3", "nh3"),
        CodecGuessRule("ch4", "ch4", "methane"), CodecGuessRule("formaldehyde", "hcho", "formaldehyde"),
        CodecGuessRule("tvoc", "tvoc", "voc"), CodecGuessRule("air_quality_index", "aqi", "iaq"),
        CodecGuessRule("pm1", "pm1"), CodecGuessRule("pm2_5", "pm25"), CodecGuessRule("pm4", "pm4"),
        CodecGuessRule("pm10", "pm10"), CodecGuessRule("radon", "radon"),
        CodecGuessRule("noise_laeq", "laeq", "leq"), CodecGuessRule("noise_lamax", "lamax", "lmax"),
        CodecGuessRule("noise_lamin", "lamin", "lmin"),
        CodecGuessRule("noise_level", "noise", "sound", "loudness", "spl", "la"),
        CodecGuessRule("uv_index", "uv index", "uvi", "uvindex", "uv"),
        CodecGuessRule("solar_irradiance", "solar radiation", "irradiance", "radiation", "pyranometer"),
        CodecGuessRule(
            "illuminance",
            "illuminance",
            "lux",
            "illumination",
            "light",
            "lightintensity",
            "ill",
            "brightness"
        ),
        CodecGuessRule("wind_gust_speed", "wind gust", "gust", "windgust"),
        CodecGuessRule("wind_direction", "wind direction", "wind dir", "winddirection"),
        CodecGuessRule("wind_speed", "wind speed", "windspeed"),
        CodecGuessRule("rainfall_rate", "rain intensity", "rain rate", "rainfall intensity"),
        CodecGuessRule("rainfall", "rain", "rainfall", "precipitation", "rain gauge"),
        CodecGuessRule("leaf_wetness", "leaf wetness", "leaf moisture"),
        CodecGuessRule("flood_detected", "flood", "water leak", "water detected"),
        CodecGuessRule("leak_detected", "leak", "leakage", "waterleak"),
        CodecGuessRule("water_level", "water level", "waterlevel", "liquid"),
        CodecGuessRule("water_ph", "ph"), CodecGuessRule("water_turbidity", "turbidity"),
        CodecGuessRule("dissolved_oxygen", "dissolved oxygen"),
        CodecGuessRule("water_conductivity", "conductivity", "ec"),
        CodecGuessRule("fill_level", "fill", "filling", "fullness", "filllevel"),
        CodecGuessRule("distance", "distance", "dist"),
        CodecGuessRule("motion_detected", "motion", "pir", "movement", "motion detected"),
        CodecGuessRule("motion_count", "motion count", "pir count"),
        CodecGuessRule("parking_occupied", "parking", "car", "vehicle present", "parked"),
        CodecGuessRule("occupied", "occupied", "occupancy", "presence"),
        CodecGuessRule("people_count", "people", "person", "pax", "visitors", "counter people"),
        CodecGuessRule("vehicle_speed", "vehicle speed", "speed", in: [.environment: "wind_speed"]),
        CodecGuessRule("vehicle_count", "vehicle", "vehicles", "cars", "traffic", "count vehicle"),
        CodecGuessRule("door_open", "door", "window", "contactstate", "magnet", "open"),
        CodecGuessRule("button_pressed", "button", "pressed"),
        CodecGuessRule("smoke_detected", "smoke"),
        CodecGuessRule("tamper_detected", "tamper", "tampering", "antitamper"),
        CodecGuessRule("tilt", "tilt", "inclination"), CodecGuessRule("vibration_detected", "vibration", "shock"),
        CodecGuessRule("latitude", "latitude", "lat"), CodecGuessRule("longitude", "longitude", "lon", "lng"),
        CodecGuessRule("altitude", "altitude", "alt"),
        CodecGuessRule("reactive_power", "reactive power"),
        CodecGuessRule("apparent_power", "apparent power"),
        CodecGuessRule("power_factor", "power factor", "pf", "cosphi", "powerfactor"),
        CodecGuessRule("active_energy_export", "energy export", "exported energy", "export"),
        CodecGuessRule("heat_energy", "heat energy", "heat"),
        CodecGuessRule("active_energy_import", "active energy", "energy", "consumption", "kwh", "import"),
        CodecGuessRule("active_power", "active power", "power", "watt"),
        CodecGuessRule("supply_voltage", "supply voltage", "vdd", "vcc"),
        CodecGuessRule("voltage", "voltage", "volt"),
        CodecGuessRule("current", "current", "ampere"), CodecGuessRule("frequency", "frequency", "freq"),
        CodecGuessRule("water_flow", "flow", "flowrate", "water flow", in: [.environment: "water_discharge"]),
        CodecGuessRule("water_volume", "volume", "water total", "water meter", "water", "metering water"),
        CodecGuessRule("valve_open", "valve"), CodecGuessRule("pulse_count", "pulse", "pulses", "pulse count"),
        CodecGuessRule("dimming_level", "dimming", "dim", "brightness level"),
        CodecGuessRule("lamp_on", "lamp", "relay"),
        CodecGuessRule("signal_strength", "rssi"), CodecGuessRule("signal_to_noise_ratio", "snr"),
        CodecGuessRule("weight", "weight"), CodecGuessRule("alarm_active", "alarm"),
        CodecGuessRule("restart_count", "reset count", "reboot count"), CodecGuessRule("uptime", "uptime"),
    ]
}
