import Observations

/// Reads one answer of a codec once, from left to right, and sorts what it finds into readings.
struct CodecOutputReader {
    /// The readings of array elements, then the one of all the rest.
    private(set) var readings: [DecodedReading] = []

    private var scanner: JSONScanner
    private let groups: [String: CodecMapGroup]
    private let prefixes: Set<String>

    init(_ json: [UInt8], groups: [String: CodecMapGroup], prefixes: Set<String>) {
        scanner = JSONScanner(json)
        self.groups = groups
        self.prefixes = prefixes
    }

    /// Reads it.
    ///
    /// - Returns: false when it is no object.
    mutating func read() throws(JSONError) -> Bool {
        let root = try scanner.nextValue()
        guard root.kind == .object else { return false }
        var builder = ReadingBuilder()
        try members("", groups[""], into: &builder, named: 0)
        try scanner.finish()
        if !builder.isEmpty { readings.append(builder.reading) }
        return true
    }

    // `start` is how many bytes of a path the reading's own place takes; parameters are named by the rest.
    private mutating func members(
        _ path: String,
        _ group: CodecMapGroup?,
        into builder: inout ReadingBuilder,
        named start: Int
    ) throws(JSONError) {
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let name = scanner.text(name)
            let member = path.isEmpty ? name : "\(path).\(name)"
            try value(try scanner.nextValue(), member, group, into: &builder, named: start)
        }
    }

    private mutating func value(
        _ token: JSONToken,
        _ path: String,
        _ group: CodecMapGroup?,
        into builder: inout ReadingBuilder,
        named start: Int
    ) throws(JSONError) {
        switch token.kind {
        case .object: try members(path, group, into: &builder, named: start)
        case .array:
            if groups["\(path).*"] != nil || prefixes.contains("\(path).*") {
                try elements(path)
            } else if prefixes.contains(path) {
                var isFirst = true
                var index = 0
                while try scanner.hasNextElement(isFirst: &isFirst) {
                    try value(try scanner.nextValue(), "\(path).\(index)", group, into: &builder, named: start)
                    index += 1
                }
            } else {
                try scanner.skip(token)
                let range = token.range.lowerBound..<scanner.offset
                let text = String(decoding: scanner.bytes[range], as: UTF8.self)
                builder.note(CodecOutputReader.name(path, start), .json(text))
            }
        case .string, .number, .yes, .no, .null:
            if let target = group?.targets[path] {
                if token.kind == .null { return builder.addMissing(target.property, target.channel) }
                if let observation = target.observation(token, scanner) { return builder.add(observation) }
            } else if let plan = group?.times[path], builder.time == nil, let time = plan.moment(token, scanner) {
                return builder.time = time
            }
            builder.note(CodecOutputReader.name(path, start), raw(token))
        }
    }

    /// Each element of an array that the map names with `*` is a reading of its own.
    private mutating func elements(_ path: String) throws(JSONError) {
        let place = "\(path).*"
        var isFirst = true
        while try scanner.hasNextElement(isFirst: &isFirst) {
            var builder = ReadingBuilder()
            let token = try scanner.nextValue()
            try value(token, place, groups[place], into: &builder, named: place.utf8.count + 1)
            if !builder.isEmpty { readings.append(builder.reading) }
        }
    }

    /// A value that nobody has mapped: nothing of it is lost, whatever its length.
    private func raw(_ token: JSONToken) -> ParameterValue {
        if let value = scanner.parameterValue(token) { return value }
        guard token.kind == .string else { return .json("null") }
        let range = token.range.lowerBound - 1..<token.range.upperBound + 1
        return .json(String(decoding: scanner.bytes[range], as: UTF8.self))
    }

    private static func name(_ path: String, _ start: Int) -> String {
        let name = path.utf8.dropFirst(start)
        return name.isEmpty ? path : String(Substring(name))
    }
}
