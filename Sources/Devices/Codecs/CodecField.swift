/// A field of a codec's answers, as examples show it.
public struct CodecField: Hashable, Sendable {
    /// What a field's values are.
    public enum Sample: Hashable, Sendable {
        /// A number.
        case number(Double)
        /// Yes or no.
        case boolean(Bool)
        /// A text.
        case text(String)
        /// Nothing, so far.
        case null
    }

    /// Its path; `*` stands for every element of an array of objects.
    public let path: String
    /// A value of it.
    public let sample: Sample

    /// A field that somebody has seen.
    public init(path: String, sample: Sample) {
        self.path = path
        self.sample = sample
    }

    /// The fields of answers, in the order of their first appearance, each with its first value that is one.
    public static func all(in answers: [[UInt8]]) throws(JSONError) -> [CodecField] {
        var fields: [CodecField] = []
        for answer in answers {
            var scanner = JSONScanner(answer)
            let root = try scanner.nextValue()
            try collect(root, "", &scanner, &fields)
            try scanner.finish()
        }
        return fields
    }

    private static func collect(
        _ token: JSONToken,
        _ path: String,
        _ scanner: inout JSONScanner,
        _ fields: inout [CodecField]
    ) throws(JSONError) {
        var isFirst = true
        switch token.kind {
        case .object:
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let name = scanner.text(name)
                try collect(try scanner.nextValue(), path.isEmpty ? name : "\(path).\(name)", &scanner, &fields)
            }
        case .array:
            var index = 0
            while try scanner.hasNextElement(isFirst: &isFirst) {
                let element = try scanner.nextValue()
                // Objects in a row are the same thing at several moments or places; other values have their places.
                let place = element.kind == .object ? "*" : "\(index)"
                try collect(element, "\(path).\(place)", &scanner, &fields)
                index += 1
            }
        case .string: note(path, .text(scanner.text(token)), &fields)
        case .number: note(path, .number(scanner.number(token)), &fields)
        case .yes: note(path, .boolean(true), &fields)
        case .no: note(path, .boolean(false), &fields)
        case .null: note(path, .null, &fields)
        }
    }

    private static func note(_ path: String, _ sample: Sample, _ fields: inout [CodecField]) {
        guard let known = fields.firstIndex(where: { $0.path == path }) else {
            if fields.count < CodecMap.linesMax { fields.append(CodecField(path: path, sample: sample)) }
            return
        }
        if fields[known].sample == .null { fields[known] = CodecField(path: path, sample: sample) }
    }
}
