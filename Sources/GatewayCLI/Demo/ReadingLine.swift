import Foundation

/// A reading as one line of the demo: time, domain, place and what people would look at first.
struct ReadingLine {
    /// What is shown first, and under which name.
    private static let names: [(property: String, name: String)] = [
        ("people_count", ""), ("pm2_5", "PM2.5"), ("pm10", "PM10"), ("air_temperature", ""),
        ("relative_humidity", "humidity"), ("air_pressure", ""), ("water_volume", "water"), ("water_temperature", ""),
    ]
    private static let units = ["Cel": "°C", "ug/m3": "µg/m³", "m3": "m³", "{people}": "people"]
    private static let nameColumns = 26

    let time: String
    let domain: String
    let place: String
    let values: String

    init(_ reading: ReceivedReading) {
        time = String(reading.phenomenonTime.dropFirst(11).prefix(8))
        domain = DisplayText.padded(DisplayText.printable(reading.domain), to: 11, isRight: false)
        let name = DisplayText.printable(DemoCity.names[reading.thing] ?? reading.thing)
        place = DisplayText.padded(
            ReadingLine.fitted(name, to: ReadingLine.nameColumns),
            to: ReadingLine.nameColumns,
            isRight: false
        )
        values = DisplayText.printable(ReadingLine.values(reading.observations))
    }

    /// A text cut to a width, with an ellipsis where something is missing.
    static func fitted(_ text: String, to columns: Int) -> String {
        guard DisplayText.width(text) > columns else { return text }
        var result = text
        while DisplayText.width(result) > columns - 1 { result.removeLast() }
        return result + "…"
    }

    private static func values(_ observations: [ReceivedReading.Observation]) -> String {
        var texts: [String] = []
        for (property, name) in names {
            // Counters since the beginning say less than what has just passed.
            let found = observations.filter { $0.property == property && $0.channel?.hasSuffix("-total") != true }
            for observation in found.prefix(2) {
                guard let value = text(observation.value) else { continue }
                let unit = observation.unit.map { units[$0] ?? $0 } ?? ""
                let channel = observation.channel.map { $0 + " " } ?? ""
                texts.append([name, channel + value, unit].filter { !$0.isEmpty }.joined(separator: " "))
            }
        }
        return texts.isEmpty ? "\(observations.count) observations" : texts.prefix(2).joined(separator: " · ")
    }

    private static func text(_ value: ReceivedReading.Value?) -> String? {
        switch value {
        case nil: nil
        case .number(let number): number == number.rounded() ? "\(Int64(number))" : "\((number * 100).rounded() / 100)"
        case .boolean(let boolean): boolean ? "yes" : "no"
        case .text(let text): text
        }
    }
}
