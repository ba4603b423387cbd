public import Observations

/// What the fields of a codec's answers probably are, by their names, their units and a sample.
///
/// It is a proposal for a person to look at: a field that it does not know stays a parameter.
public enum CodecGuess {
    /// A line for each field, in the order of the fields.
    public static func lines(for fields: [CodecField], domain: Domain) -> [CodecMapLine] {
        var taken: Set<String> = []
        var lines: [String: CodecMapLine] = [:]
        // What the codec's maker has normalised comes first: its names are a standard's.
        for field in fields.filter({ $0.path.hasPrefix("normalized.") }) + fields where lines[field.path] == nil {
            lines[field.path] = line(for: field, domain, &taken)
        }
        return fields.compactMap { lines[$0.path] }
    }

    private static func line(for field: CodecField, _ domain: Domain, _ taken: inout Set<String>) -> CodecMapLine {
        let parameter = CodecMapLine(path: field.path, target: .parameter)
        let parts = field.path.split(separator: ".").filter { $0 != "*" }
        guard let leaf = parts.last else { return parameter }
        let group = CodecMapLine(path: field.path, target: .parameter).group
        if let unit = time(leaf, field.sample) {
            return taken.insert("\(group)/time").inserted
                ? CodecMapLine(path: field.path, target: .time(unit)) : parameter
        }
        // A name alone first; where it says too little, with what stands above it: air.temperature, battery.voltage.
        let index = parts.last.flatMap { Int($0) }
        let named = index == nil ? parts : parts.dropLast()
        guard let last = named.last else { return parameter }
        let parent = named.dropLast().last.map(String.init) ?? ""
        let candidates = [CodecWords("\(parent)_\(last)"), CodecWords(last)]
        for words in candidates {
            guard let found = property(words, field.sample, domain) else { continue }
            guard let property = ObservedProperty.named(found.name), fits(field.sample, property) else { continue }
            let base = found.channel ?? channel(property, words, index)
            guard let channel = free(base, found.name, words, group, &taken) else { return parameter }
            let unit = found.unit.flatMap { code in property.unit?.code == code ? nil : code }
            let target = CodecMapLine.Property(
                name: found.name,
                unit: unit,
                channel: channel.isEmpty ? nil : channel,
                kind: CodecGuess.kind(property)
            )
            return CodecMapLine(path: field.path, target: .property(target))
        }
        return parameter
    }

    // MARK: Time

    private static func time(_ leaf: Substring, _ sample: CodecField.Sample) -> TimeUnit? {
        let name = leaf.lowercased().filter { $0.isLetter }
        guard ["time", "timestamp", "ts", "datetime", "date", "measuredat", "unixtime", "epoch"].contains(name) else {
            return nil
        }
        switch sample {
        case .number(let number) where number > 1e17: return .nanoseconds
        case .number(let number) where number > 1e14: return .microseconds
        case .number(let number) where number > 1e11: return .milliseconds
        case .number(let number) where number > 1e8: return .seconds
        case .text(let text) where Timestamp(iso8601: Array(text.utf8)[...]) != nil: return .iso8601
        default: return nil
        }
    }

    // MARK: Properties

    private struct Found {
        let name: String
        let unit: String?
        var channel: String?
    }

    private static func property(_ words: CodecWords, _ sample: CodecField.Sample, _ domain: Domain) -> Found? {
        if let battery = battery(words, sample) { return battery }
        for rule in CodecGuessRule.all {
            guard let rest = rule.match(words.words), !CodecWords.isSpoiled(rest) else { continue }
            guard let property = ObservedProperty.named(rule.property(in: domain)) else { continue }
            var unit = words.unit ?? rule.unit
            if let code = unit, !isConvertible(code, property) {
                // A unit that cannot be this property's says that the name means something else.
                guard words.unit == nil || property.unit == nil else { continue }
                unit = nil
            }
            return Found(name: property.name, unit: unit, channel: side(rest))
        }
        return nil
    }

    /// Batteries are told in volts, millivolts and percent, under the same name.
    private static func battery(_ words: CodecWords, _ sample: CodecField.Sample) -> Found? {
        let names: Set<String> = ["battery", "bat", "batt", "vbat", "vbatt", "batteryvoltage", "batterylevel"]
        guard words.words.contains(where: names.contains) else { return nil }
        let all = words.words
        if all.contains("low") || all.contains("alarm") {
            if case .boolean = sample { return Found(name: "battery_low", unit: nil) }
            return nil
        }
        if all.contains(where: { ["temperature", "temp", "current", "type", "chargestate"].contains($0) }) {
            return nil
        }
        let value: Double
        switch sample {
        case .number(let number): value = number
        case .null: value = .nan
        case .boolean, .text: return nil
        }
        switch words.unit {
        case "mV"?: return Found(name: "battery_voltage", unit: "mV")
        case "V"?: return Found(name: "battery_voltage", unit: nil)
        case "%"?: return Found(name: "battery_level", unit: nil)
        default: break
        }
        let isVoltage = all.contains { $0.hasPrefix("volt") || $0.hasPrefix("vbat") || $0 == "batteryvoltage" }
        if value > 500 { return Found(name: "battery_voltage", unit: "mV") }
        if isVoltage { return Found(name: "battery_voltage", unit: nil) }
        if all.contains("level") || all.contains("batterylevel") { return Found(name: "battery_level", unit: nil) }
        let isFraction = value < 30 && value != value.rounded()
        return Found(name: isFraction ? "battery_voltage" : "battery_level", unit: nil)
    }

    private static func isConvertible(_ code: String, _ property: ObservedProperty) -> Bool {
        guard let unit = UnitOfMeasurement.named(code), let own = property.unit else { return false }
        return unit == own || UnitConversion(from: unit, to: own) != nil
    }

    private static func fits(_ sample: CodecField.Sample, _ property: ObservedProperty) -> Bool {
        switch (property.valueType, sample) {
        case (.number, .number), (.boolean, .boolean), (.string, .text), (_, .null): true
        case (.boolean, .number(let number)): number == 0 || number == 1
        case (.number, .text(let text)): Double(text) != nil
        default: false
        }
    }

    private static func kind(_ property: ObservedProperty) -> ObservationKind {
        switch property.name {
        case "water_volume", "gas_volume", "active_energy_import", "active_energy_export", "heat_energy", "pulse_count",
            "cooling_energy", "water_volume_reverse":
            .counter
        default: .instant
        }
    }

    // MARK: Channels

    /// Left, right, in and out, as what is left of a name says.
    private static func side(_ rest: [String]) -> String? {
        let sides: Set<String> = [
            "in", "out", "left", "right", "north", "south", "east", "west", "ltr", "rtl", "forward", "backward", "l1",
            "l2", "l3",
        ]
        return rest.first { sides.contains($0) }
    }

    private static func channel(_ property: ObservedProperty, _ words: CodecWords, _ index: Int?) -> String {
        guard let number = words.number ?? index.map({ $0 + 1 }) else { return "" }
        switch property.name {
        case "voltage", "current", "active_power",
            "power_factor" where (1...3).contains(number):
            return "l\(number)"
        case "vehicle_count", "vehicle_speed", "traffic_occupancy": return "lane-\(number)"
        case "active_energy_import", "active_energy_export": return "tariff-\(number)"
        default: return "probe-\(number)"
        }
    }

    /// The channel, or the next one that is free; nothing when the name gives none.
    private static func free(
        _ channel: String,
        _ property: String,
        _ words: CodecWords,
        _ group: String,
        _ taken: inout Set<String>
    ) -> String? {
        func isFree(_ channel: String) -> Bool { taken.insert("\(group)/\(property)/\(channel)").inserted }
        // What the maker has normalised, and what he calls it himself, is one measurement.
        if group.isEmpty, words.number == nil, channel.isEmpty {
            if isFree("") { return "" }
            let name = words.words.last.map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } } ?? ""
            return words.words.count > 1 && !name.isEmpty && isFree(name) ? name : nil
        }
        return isFree(channel) ? channel : nil
    }
}
