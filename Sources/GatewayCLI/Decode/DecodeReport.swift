import Devices
import Gateway
import Observations

/// What a payload says, in the format that was asked for.
struct DecodeReport {
    let subject: DecodeSubject
    let payload: [UInt8]
    /// Whether the payload was given as text.
    let isText: Bool
    let port: UInt8?
    let decoded: Decoded
    let explanation: PayloadExplanation?
    let messages: [ReadingPreview.Message]

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: table
        case .json, .jsonl: json + "\n"
        case .csv: observations(isNumbered: true, isForPeople: false).text(.csv)
        }
    }

    private var json: String {
        let port = port.map { ",\"port\":\($0)" } ?? ""
        let publications = messages.map { message in
            "{\"topic\":\(JSONText.quoted(message.topic)),\"payload\":\(String(decoding: message.body, as: UTF8.self))}"
        }
        let bytes = explanation.map { ",\"bytes\":\(ExplanationText.json($0, payload))" } ?? ""
        return """
            {"model":\(JSONText.quoted(subject.model.id.description)),"payload":"\(Hexadecimal.encode(payload))"\(port),\
            "readings":\(DecodedJSON.readings(decoded.readings)),"skippedFields":\(decoded.skippedFields)\(bytes),\
            "publications":[\(publications.joined(separator: ","))],\
            "placeholders":\(Cell.list(subject.placeholders.map(Cell.text)).json)}
            """
    }

    private var table: String {
        var text = "\(subject.model.id), \(payload.count) bytes" + (port.map { ", port \($0)" } ?? "") + "\n"
        if let explanation {
            text += "\n" + ExplanationText.table(explanation, payload, decoded, isText: isText)
        } else {
            text += HexadecimalDump.text(payload)
        }
        text += "\n" + observations(isNumbered: decoded.readings.count > 1).text(.table)
        for (index, reading) in decoded.readings.enumerated() {
            if let time = reading.time { text += "\ntime of reading \(index + 1)  \(time)" }
            for parameter in reading.parameters {
                text += "\nparameter  \(DisplayText.printable(parameter.name)) = "
                text += DisplayText.printable(DecodedJSON.value(parameter.value))
            }
        }
        if decoded.skippedFields > 0 { text += "\nskipped fields  \(decoded.skippedFields)" }
        return (text.hasSuffix("\n") ? text : text + "\n") + published
    }

    /// The topic, then each message as it is sent.
    private var published: String {
        guard let topic = messages.first?.topic else { return "\nNothing would be published.\n" }
        var text = "\ntopic  \(topic)\n"
        for message in messages { text += String(decoding: message.body, as: UTF8.self) + "\n" }
        guard !subject.placeholders.isEmpty else { return text }
        return text + "\nOnly placeholders: \(subject.placeholders.joined(separator: ", ")).\n"
    }

    private func observations(isNumbered: Bool, isForPeople: Bool = true) -> Listing {
        var rows =
            isNumbered
            ? Listing("reading", "property", "channel", "kind", "value", "unit", "quality")
            : Listing("property", "channel", "kind", "value", "unit", "quality")
        for (index, reading) in decoded.readings.enumerated() {
            for observation in reading.observations {
                var cells: [Cell] = isNumbered ? [.integer(Int64(index + 1))] : []
                let unit = observation.property.unit
                cells += [
                    .text(observation.property.name), Cell(observation.channel?.description),
                    .text(observation.kind.rawValue), Cell(observation.value),
                    isForPeople ? Cell(unit: unit) : Cell(unit?.code),
                    .text(observation.quality.rawValue),
                ]
                rows.add(cells)
            }
        }
        return rows
    }
}
