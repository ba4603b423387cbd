import Devices
import Gateway
import Observations

extension ThingParser {
    mutating func slug(_ column: ThingColumn, _ text: String) -> Slug? {
        do throws(SlugError) {
            return try Slug(text)
        } catch {
            // What may be a key in the wrong place is not said in other letters either.
            let meant = KeyText.mayBeKey(text) ? "" : SlugText.slug(text)
            fault(column, text, error.description + (meant.isEmpty ? "" : "; \(meant) would do"))
            return nil
        }
    }

    mutating func knownAgency(_ text: String) -> Slug? {
        if let known = knownAgencies[text] { return known }
        let agency = slug(.agency, text)
        knownAgencies[text] = agency
        return agency
    }

    /// The model; of a brand that The Things Stack calls `milesight-iot`, the maker `milesight` is tried too.
    mutating func knownModel(_ text: String) -> DeviceModel? {
        if let known = knownModels[text] { return known }
        if let reason = unknownModels[text] {
            fault(.model, text, reason)
            return nil
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let maker = parts[0].split(separator: "-").dropLast().joined(separator: "-")
        for name in [text] + (parts.count == 2 && !maker.isEmpty ? ["\(maker)/\(parts[1])"] : []) {
            guard let id = ModelID(name), let model = models.catalogue[id] else { continue }
            knownModels[text] = model
            return model
        }
        let reason = "is not a model\(models.hint(text))"
        unknownModels[text] = reason
        fault(.model, text, reason)
        return nil
    }

    mutating func checkedDomain(_ text: String) -> Domain? {
        if let domain = Domain(rawValue: text) { return domain }
        noneOf(Domain.allCases.map(\.rawValue), .domain, text)
        return nil
    }

    mutating func checkedState(_ text: String) -> Thing.State? {
        if let state = Thing.State(rawValue: text) { return state }
        noneOf(Thing.State.allCases.map(\.rawValue), .state, text)
        return nil
    }

    private mutating func noneOf(_ names: [String], _ column: ThingColumn, _ text: String) {
        let meant = Spelling.nearest(to: text, among: names).map { "; did you mean \($0)?" } ?? ""
        fault(column, text, "is none of \(names.joined(separator: ", "))\(meant)")
    }

    mutating func checkedHardwareID(_ text: String) -> String? {
        guard isPlain(.hardwareID, text, bytesMax: ThingParser.hardwareIDBytesMax) else { return nil }
        guard !ThingParser.isRounded(text) else {
            fault(
                .hardwareID,
                text,
                "is a number that a spreadsheet has rounded: give the column the format Text and enter it again"
            )
            return nil
        }
        return HardwareID.canonical(text)
    }

    /// Whether a text is what a spreadsheet makes of a long number, as `7.06642E+15`.
    private static func isRounded(_ text: String) -> Bool {
        let parts = text.uppercased().split(separator: "E+", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isNumber) else { return false }
        let mantissa = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        return (1...2).contains(mantissa.count) && mantissa.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
            && mantissa[0].count == 1
    }

    mutating func checkedName(_ text: String) -> String? {
        isPlain(.name, text, bytesMax: ThingParser.nameBytesMax) ? text : nil
    }

    private mutating func isPlain(_ column: ThingColumn, _ text: String, bytesMax: Int) -> Bool {
        guard text.utf8.count <= bytesMax else {
            fault(column, text, "has \(text.utf8.count) bytes; at most \(bytesMax) are allowed")
            return false
        }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            fault(column, text, "has a control character in it")
            return false
        }
        guard text.first?.isWhitespace == false, text.last?.isWhitespace == false else {
            fault(column, text, "begins or ends with a space")
            return false
        }
        return true
    }

    mutating func degrees(_ column: ThingColumn, _ text: String?, _ limit: Double, besides: ThingColumn) -> Double? {
        guard let text else {
            fault(column, "", "is missing beside \(besides.name); give both or neither")
            return nil
        }
        let isNumber = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        if isNumber, let value = Double(text), (-limit...limit).contains(value) { return value }
        let range = "from -\(Int(limit)) to \(Int(limit))"
        if text.contains(","), Double(text.replacing(",", with: ".")) != nil {
            let reason = "has a decimal comma: write \(text.replacing(",", with: ".")), with a point, degrees \(range)"
            fault(column, text, reason)
        } else if isNumber, column == .latitude, let value = Double(text), abs(value) <= 180 {
            fault(column, text, "is no latitude, which is \(range) degrees; is it the longitude?")
        } else {
            fault(column, text, "is not a number of degrees \(range), with a point")
        }
        return nil
    }

    mutating func checkedKey(_ text: String) -> DeviceKey? {
        switch KeyText.key(text) {
        case .success(let key): return key
        case .failure(let failure):
            fault(.key, "", failure.reason)
            return nil
        }
    }

    mutating func checkedInterval(_ text: String) -> Int? {
        guard let duration = Duration(written: text), duration >= .seconds(1), duration <= ThingParser.intervalMax,
            duration.components.attoseconds == 0
        else {
            fault(.expectedInterval, text, "is not whole seconds from 1s to 366d, as 10m or 1h")
            return nil
        }
        return Int(duration.components.seconds)
    }

    mutating func knownSchedule(_ text: String) -> ReportingSchedule? {
        if let known = knownSchedules[text] { return known }
        do throws(ReportingSchedule.Fault) {
            let schedule = try ReportingSchedule(text)
            knownSchedules[text] = schedule
            return schedule
        } catch {
            fault(.schedule, text, "is wrong: \(error)")
            return nil
        }
    }

    mutating func checkedTags(_ text: String) -> ThingTags? {
        do throws(ThingTags.Fault) {
            return try ThingTags(text)
        } catch {
            fault(.tags, text, "is wrong: \(error)")
            return nil
        }
    }

    mutating func checkedOffsets(_ text: String) -> CounterOffsets? {
        do throws(CounterOffsets.Fault) {
            return try CounterOffsets(text)
        } catch {
            fault(.offsets, text, "is wrong: \(error)")
            return nil
        }
    }
}
