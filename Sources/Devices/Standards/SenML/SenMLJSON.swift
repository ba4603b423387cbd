/// A SenML pack as JSON: an array of objects (RFC 8428, section 5).
enum SenMLJSON {
    /// Takes the fields of a record and the offset of that record.
    typealias Consumer = (SenMLFields, Int) throws(DecodeError) -> Void

    /// Reads the records one after another.
    static func read(_ payload: [UInt8], _ consume: Consumer) throws(DecodeError) {
        var scanner = JSONScanner(payload)
        let array = try json { () throws(JSONError) in try scanner.nextValue() }
        guard array.kind == .array else { throw .invalidValue(offset: array.range.lowerBound, field: "pack") }
        var isFirst = true
        while try json({ () throws(JSONError) in try scanner.hasNextElement(isFirst: &isFirst) }) {
            let record = try json { () throws(JSONError) in try scanner.nextValue() }
            guard record.kind == .object else {
                throw .invalidValue(offset: record.range.lowerBound, field: "record")
            }
            try consume(try fields(&scanner), record.range.lowerBound)
        }
        try json { () throws(JSONError) in try scanner.finish() }
    }

    private static func fields(_ scanner: inout JSONScanner) throws(DecodeError) -> SenMLFields {
        var fields = SenMLFields()
        var isFirst = true
        while true {
            let name = try json { () throws(JSONError) in try scanner.nextName(isFirst: &isFirst) }
            guard let name else { return fields }
            let value = try json { () throws(JSONError) in try scanner.nextValue() }
            let offset = value.range.lowerBound
            guard let label = labels[scanner.text(name)] else {
                guard !scanner.text(name).hasSuffix("_") else {
                    throw .invalidValue(offset: name.range.lowerBound, field: "field that must be understood")
                }
                try json { () throws(JSONError) in try scanner.skip(value) }
                continue
            }
            switch value.kind {
            case .number: try fields.set(label, number: scanner.number(value), at: offset)
            case .string: try fields.set(label, text: scanner.text(value), at: offset)
            case .yes, .no: try fields.set(label, boolean: value.kind == .yes, at: offset)
            default: throw .invalidValue(offset: offset, field: "\(label)")
            }
        }
    }

    private static func json<Result>(_ read: () throws(JSONError) -> Result) throws(DecodeError) -> Result {
        do throws(JSONError) { return try read() } catch { throw .malformedJSON(error) }
    }

    private static let labels: [String: SenMLFields.Label] = [
        "bver": .baseVersion, "bn": .baseName, "bt": .baseTime, "bu": .baseUnit, "bv": .baseValue, "bs": .baseSum,
        "n": .name, "u": .unit, "v": .value, "vs": .text, "vb": .boolean, "s": .sum, "t": .time, "ut": .updateTime,
        "vd": .data,
    ]
}
