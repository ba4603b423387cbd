import Devices
import Observations

/// What the bytes of a payload are read for: rows for people, an array for programs.
enum ExplanationText {
    private static let rowBytes = 8
    private static let factsMax = 4
    /// The columns of a terminal that are used.
    private static let columns = 80

    /// One row for neighbouring bytes of the same use, at most 80 columns wide, and what the words mean.
    static func table(
        _ explanation: PayloadExplanation,
        _ payload: [UInt8],
        _ decoded: Decoded,
        isText: Bool
    ) -> String {
        let bytesWidth = rowBytes * 3 - 1
        let width = columns - 6 - 2 - bytesWidth - 2
        var text = "OFFSET  " + DisplayText.padded("BYTES", to: bytesWidth, isRight: false) + "  WHAT\n"
        for span in explanation.spans {
            let rowLength = isText ? bytesWidth : rowBytes
            let rows = stride(from: span.range.lowerBound, to: span.range.upperBound, by: rowLength).map { start in
                (start, payload[start..<min(start + rowLength, span.range.upperBound)])
            }
            let words = wrapped(words(span.use, decoded), width)
            for row in 0..<max(rows.count, words.count) {
                let offset = row < rows.count ? "\(rows[row].0)" : ""
                let bytes = row < rows.count ? shown(rows[row].1, isText) : ""
                let line =
                    DisplayText.padded(offset, to: 6, isRight: true) + "  "
                    + DisplayText.padded(bytes, to: bytesWidth, isRight: false)
                    + "  " + (row < words.count ? words[row] : "")
                text += String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
            }
        }
        return text + "\n" + legend(explanation)
    }

    /// One object for each group of neighbouring bytes.
    static func json(_ explanation: PayloadExplanation, _ payload: [UInt8]) -> String {
        let spans = explanation.spans.map { span in
            """
            {"offset":\(span.range.lowerBound),"bytes":"\(Hexadecimal.encode(Array(payload[span.range])))",\
            "role":"\(span.use.role.rawValue)","bits":\(span.use.bits),\
            "of":[\(span.use.facts.map(json).joined(separator: ","))]}
            """
        }
        return "[\(spans.joined(separator: ","))]"
    }

    private static func json(_ fact: PayloadFact) -> String {
        switch fact {
        case .time(let reading): "{\"reading\":\(reading),\"time\":true}"
        case .observation(let reading, let property, let channel):
            "{\"reading\":\(reading),\"property\":\(JSONText.quoted(property.name))"
                + (channel.map { ",\"channel\":\"\($0)\"" } ?? "") + "}"
        case .parameter(let reading, let name):
            "{\"reading\":\(reading),\"parameter\":\(JSONText.quoted(name))}"
        case .skippedFields: "{\"skippedFields\":true}"
        case .frameFormat: "{\"frameFormat\":true}"
        }
    }

    private static func shown(_ bytes: ArraySlice<UInt8>, _ isText: Bool) -> String {
        guard isText else { return HexadecimalDump.spaced(bytes) }
        return String(String.UnicodeScalarView(bytes.map { 0x20..<0x7F ~= $0 ? Unicode.Scalar($0) : "\u{FFFD}" }))
    }

    // MARK: Words

    private static func words(_ use: ByteUse, _ decoded: Decoded) -> String {
        let several = decoded.readings.count > 1
        let named = use.facts.prefix(factsMax).map { words($0, decoded, several, isValue: use.role == .value) }
        let more = use.facts.count > factsMax ? " and \(use.facts.count - factsMax) more" : ""
        let list = named.joined(separator: ", ") + more
        switch use.role {
        case .value: return list + bits(use.bits)
        case .structure: return list.isEmpty ? "structure" : "structure: " + list
        case .check: return "check value"
        case .guarded: return "only guarded"
        case .unread: return "not read"
        case .untried: return "not tried"
        }
    }

    /// The bits that matter, where not all of them do.
    private static func bits(_ bits: UInt8) -> String {
        guard bits != 0xFF else { return "" }
        let numbers = (0..<8).filter { bits >> $0 & 1 == 1 }
        guard let first = numbers.first, let last = numbers.last else { return "" }
        if numbers.count == 1 { return " (bit \(first))" }
        let isRun = last - first + 1 == numbers.count
        return isRun ? " (bits \(first)-\(last))" : " (bits \(numbers.map(String.init).joined(separator: ", ")))"
    }

    private static func words(_ fact: PayloadFact, _ decoded: Decoded, _ several: Bool, isValue: Bool) -> String {
        switch fact {
        case .time(let index): return several ? "time of reading \(index + 1)" : "time"
        case .observation(let index, let property, let channel):
            let name = property.name + (channel.map { "/\($0)" } ?? "") + (several ? " of reading \(index + 1)" : "")
            guard isValue, decoded.readings.indices.contains(index) else { return name }
            let found = decoded.readings[index].observations.first { $0.property == property && $0.channel == channel }
            return found.map { "\(name) = \(words($0))" } ?? name
        case .parameter(let index, let name):
            return DisplayText.printable("parameter \(name)" + (several ? " of reading \(index + 1)" : ""))
        case .skippedFields: return "whether a field is there"
        case .frameFormat: return "layout of compact frames"
        }
    }

    private static func words(_ observation: Observation) -> String {
        let value = Cell(observation.value).plain
        let unit = Cell(unit: observation.property.unit).plain
        let words = value.isEmpty ? "none" : DisplayText.printable(value)
        return unit.isEmpty ? words : "\(words) \(unit)"
    }

    /// Lines of at most `width` columns; a word that is longer is broken.
    private static func wrapped(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            var rest = word[...]
            while DisplayText.width(String(rest)) > width {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(rest)
            } else if DisplayText.width(last) + 1 + DisplayText.width(String(rest)) <= width {
                lines[lines.count - 1] += " \(rest)"
            } else {
                lines.append(String(rest))
            }
        }
        return lines.first?.isEmpty == true && lines.count > 1 ? Array(lines.dropFirst()) : lines
    }

    private static func legend(_ explanation: PayloadExplanation) -> String {
        let roles = Set(explanation.bytes.map(\.role))
        return ByteUse.Role.allCases.filter(roles.contains).compactMap { role in
            switch role {
            case .value: nil
            case .structure: "structure     decides what is read, or whether it can be read at all\n"
            case .check: "check value   guards other bytes\n"
            case .guarded: "only guarded  changes nothing, but a check value notices the change\n"
            case .unread: "not read      no change of these bytes that was tried changes anything\n"
            case .untried: "not tried     the payload is too long, or its model too slow\n"
            }
        }.joined()
    }
}
