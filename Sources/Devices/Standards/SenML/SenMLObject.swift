import Observations

/// One device's part of a pack, as the envelope `senml` hands it on: names and values, and `@units` by name.
enum SenMLObject {
    /// The records of an object: its members, in their order; objects and arrays are passed over and counted.
    static func records(_ payload: [UInt8]) throws(DecodeError) -> (records: [SenMLRecord], skipped: Int) {
        var scanner = JSONScanner(payload)
        var values: [(name: String, value: SenMLRecord.Value)] = []
        var units: [String: String]?
        var skipped = 0
        do throws(JSONError) {
            let object = try scanner.nextValue()
            guard object.kind == .object else { throw JSONError.unexpectedByte(offset: object.range.lowerBound) }
            var isFirst = true
            while let token = try scanner.nextName(isFirst: &isFirst) {
                let value = try scanner.nextValue()
                if value.kind == .object, scanner.matches(token, "@units") {
                    units = try texts(&scanner)
                    continue
                }
                if value.isContainer { try scanner.skip(value) }
                if values.count < SenMLPack.recordsMax, let found = recordValue(value, scanner) {
                    values.append((scanner.text(token), found))
                } else {
                    skipped += 1
                }
            }
            try scanner.finish()
        } catch {
            throw .malformedJSON(error)
        }
        // Any other object is no part of a pack; a single record among them.
        guard let units else { throw .invalidValue(offset: 0, field: "pack") }
        guard !values.isEmpty else { throw .nothingFound(offset: payload.count) }
        let records = values.map { name, value in
            SenMLRecord(name: name, unit: units[name], time: nil, value: value, sum: nil, updateTime: nil)
        }
        return (records, skipped)
    }

    /// The members of the object that was just opened which are texts.
    private static func texts(_ scanner: inout JSONScanner) throws(JSONError) -> [String: String] {
        var texts: [String: String] = [:]
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if value.isContainer { try scanner.skip(value) }
            if value.kind == .string { texts[scanner.text(name)] = scanner.text(value) }
        }
        return texts
    }

    private static func recordValue(_ token: JSONToken, _ scanner: JSONScanner) -> SenMLRecord.Value? {
        switch token.kind {
        case .number: .number(scanner.number(token))
        case .string: .text(scanner.text(token))
        case .yes: .boolean(true)
        case .no: .boolean(false)
        case .object, .array, .null: nil
        }
    }
}
