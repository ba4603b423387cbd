/// What values can be at a place outdoors: narrower than what a sensor can measure.
///
/// A value outside is no proof of a fault, but it is worth a second look while somebody stands beside the mast. A value at
/// the bottom of its scale is how many sensors say that a probe is not plugged in.
enum PlausibleRange {
    private struct Row {
        let lowest: Double
        let highest: Double
        let hint: String
    }

    private static let rows: [String: Row] = [
        "air_temperature": Row(lowest: -20, highest: 60, hint: "is the probe connected, and out of the sun?"),
        "relative_humidity": Row(lowest: 1, highest: 100, hint: "is the probe connected?"),
        "air_pressure": Row(lowest: 600, highest: 1_085, hint: "is it the right model?"),
        "co2": Row(lowest: 300, highest: 10_000, hint: "it has to be calibrated in fresh air"),
        "distance": Row(lowest: 0.01, highest: 1_000, hint: "does the sensor see its own housing, or no echo?"),
        "water_depth": Row(lowest: 0, highest: 100, hint: "is the probe in the water, and its zero set?"),
        "water_temperature": Row(lowest: -2, highest: 60, hint: "is the probe connected?"),
        "noise_laeq": Row(lowest: 15, highest: 140, hint: "is the microphone connected?"),
        "pm2_5": Row(lowest: 0, highest: 2_000, hint: "is the inlet free?"),
        "pm10": Row(lowest: 0, highest: 5_000, hint: "is the inlet free?"),
        "wind_speed": Row(lowest: 0, highest: 75, hint: "is it the right model?"),
        "illuminance": Row(lowest: 0, highest: 200_000, hint: "is it the right model?"),
        "soil_temperature": Row(lowest: -20, highest: 70, hint: "is the probe connected?"),
    ]

    /// What is odd about a value, or nothing.
    static func doubt(_ property: String, _ value: Double) -> String? {
        guard let row = rows[property], !(row.lowest...row.highest).contains(value) else { return nil }
        let range = "\(Cell.number(row.lowest).plain) to \(Cell.number(row.highest).plain)"
        return "outdoors it is \(range): \(row.hint)"
    }
}
