import Devices
import Observations

/// What a payload says, in the format that was asked for.
struct DecodeReport {
    let model: ModelID
    let payload: [UInt8]
    let port: UInt8?
    let decoded: Decoded

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: table
        case .json, .jsonl: json + "\n"
        case .csv: observations(isNumbered: true).text(.csv)
        }
    }

    private var json: String {
        let port = port.map { ",\"port\":\($0)" } ?? ""
        return """
            {"model":\(JSONText.quoted(model.description)),"payload":"\(Hexadecimal.encode(payload))"\(port),\
            "readings":\(DecodedJSON.readings(decoded.readings)),"skippedFields":\(decoded.skippedFields)}
            """
    }

    private var table: String {
        var text = "\(model), \(payload.count) bytes" + (port.map { ", port \($0)" } ?? "") + "\n"
        for start in stride(from: 0, to: payload.count, by: 16) {
            let bytes = payload[start..<min(start + 16, payload.count)].map { Hexadecimal.encode([$0]) }
            let offset = "\(start)"
            text +=
                String(repeating: " ", count: max(0, 5 - offset.count)) + offset + "  " + bytes.joined(separator: " ")
                + "\n"
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
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    private func observations(isNumbered: Bool) -> Listing {
        var rows =
            isNumbered
            ? Listing("reading", "property", "channel", "kind", "value", "unit", "quality")
            : Listing("property", "channel", "kind", "value", "unit", "quality")
        for (index, reading) in decoded.readings.enumerated() {
            for observation in reading.observations {
                var cells: [Cell] = isNumbered ? [.integer(Int64(index + 1))] : []
                cells += [
                    .text(observation.property.name), Cell(observation.channel?.description),
                    .text(observation.kind.rawValue), Cell(observation.value), Cell(observation.property.unit?.code),
                    .text(observation.quality.rawValue),
                ]
                rows.add(cells)
            }
        }
        return rows
    }
}

extension Cell {
    fileprivate init(_ value: Value?) {
        switch value {
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .text(boolean ? "true" : "false")
        case .string(let text): self = .text(text)
        case nil: self = .none
        }
    }
}
