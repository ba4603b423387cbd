import Observations

/// What the names and units of SenML records are in the vocabulary.
enum SenMLName {
    /// The property of a name's last part: by the vocabulary's own name, or by a usual one.
    static func property(_ name: String) -> ObservedProperty? {
        let last = name.utf8.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
        let part = last.map { String(name[name.index(after: $0)...]) } ?? name
        return properties[part] ?? properties[part.lowercased()]
    }

    /// A number in the unit of a property, or nothing where its unit measures something else.
    ///
    /// A number without a unit is in the property's own.
    static func convert(_ value: Double, _ unit: String?, to property: ObservedProperty) -> Double? {
        guard let unit else { return value }
        guard let target = property.unit else { return unit == "/" || unit == "1" ? value : nil }
        guard let source = units[unit] ?? UnitOfMeasurement.named(unit) else { return nil }
        return source.convert(value, to: target)
    }

    private static let properties: [String: ObservedProperty] = {
        var names: [String: ObservedProperty] = [
            "temperature": .airTemperature, "temp": .airTemperature, "humidity": .relativeHumidity,
            "hum": .relativeHumidity, "barometer": .airPressure, "pressure_air": .airPressure, "light": .illuminance,
            "lux": .illuminance, "luminosity": .illuminance, "lat": .latitude, "lon": .longitude, "lng": .longitude,
            "alt": .altitude, "battery": .batteryLevel, "bat": .batteryLevel, "vbat": .batteryVoltage,
            "noise": .noiseLevel, "motion": .motionDetected, "door": .doorOpen, "presence": .occupied,
            "occupancy": .occupied, "switch": .switchOn, "rain": .rainfall, "rssi": .signalStrength,
            "snr": .signalToNoiseRatio, "pm25": .pm25, "water": .waterVolume, "gas": .gasVolume, "tvoc": .tvoc,
            "level": .fillLevel, "flow": .volumeFlow,
        ]
        for property in ObservedProperty.allCases { names[property.name] = property }
        return names
    }()

    /// Units whose names in RFC 8428 and RFC 8798 are not UCUM's.
    private static let units: [String: UnitOfMeasurement] = [
        "%RH": "%", "%EL": "%", "EL": "%", "/": "1", "/100": "%", "/1000": "[ppth]", "ppm": "[ppm]", "lat": "deg",
        "lon": "deg", "l": "L", "l/s": "L/s", "S/m": "S/m", "VA": "V.A", "kVA": "kV.A", "kWh": "kW.h", "Wh": "W.h",
        "varh": "var.h", "kvarh": "kvar.h", "VAh": "V.A.h", "kVAh": "kV.A.h", "Ah": "A.h", "count": "{events}",
        "dB": "dB", "pH": "[pH]", "m/h": "m/h", "ug/m3": "ug/m3",
    ].compactMapValues { UnitOfMeasurement.named($0) }
}
