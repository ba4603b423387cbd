public import Observations

/// The way from what a vendor's codec answers (nested JSON) to observations, as a technician has corrected it.
///
/// A field is named by its path, as in a model file: names and indices with dots between them. `*` stands for every
/// element of an array; each element becomes a reading of its own. What no line names goes along as a parameter under
/// its path, so that nothing is dropped.
public struct CodecMap: Sendable, Hashable {
    /// The most lines of a map.
    public static let linesMax = FieldMap.fieldsMax
    /// The most readings of an answer: a payload has fewer bytes than that.
    public static let readingsMax = 256

    /// Its lines, sorted by path.
    public let lines: [CodecMapLine]

    private let groups: [String: CodecMapGroup]
    private let prefixes: Set<String>

    /// Checks the lines.
    ///
    /// - Throws: `FieldMapError` with all that is wrong; the key is the line's path.
    public init(_ lines: [CodecMapLine]) throws(FieldMapError) {
        let sorted = lines.sorted { $0.path < $1.path }
        var members: [String: [CodecMapLine]] = [:]
        var faults: [FieldMapError.Fault] = []
        for (index, line) in sorted.enumerated() {
            if index > 0, sorted[index - 1].path == line.path {
                faults.append(FieldMapError.Fault(key: line.path, problem: "is there twice"))
            }
            members[line.group, default: []].append(line)
        }
        if sorted.count > CodecMap.linesMax {
            faults.append(FieldMapError.Fault(key: "map", problem: "has more than \(CodecMap.linesMax) lines"))
        }
        var groups: [String: CodecMapGroup] = [:]
        for (name, lines) in members {
            do throws(FieldMapError) {
                groups[name] = try CodecMapGroup(lines)
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty else { throw FieldMapError(faults: faults.sorted { $0.key < $1.key }) }
        self.lines = sorted
        self.groups = groups
        prefixes = Set(sorted.flatMap(\.prefixes))
    }

    /// Reads a map as `text` writes it; empty lines and lines that begin with `//` say nothing.
    ///
    /// - Throws: `FieldMapError` with all that is wrong.
    public init(text: String) throws(FieldMapError) {
        var lines: [CodecMapLine] = []
        var faults: [FieldMapError.Fault] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("//") {
            if let read = CodecMapLine(String(line)) {
                lines.append(read)
            } else {
                let problem = "is no line of a map; write FIELD=property[:unit][@channel]"
                faults.append(FieldMapError.Fault(key: String(line), problem: problem))
            }
        }
        guard faults.isEmpty else { throw FieldMapError(faults: faults) }
        try self.init(lines)
    }

    /// One line for each field, as it is stored.
    public var text: String { lines.map { "\($0)\n" }.joined() }

    /// Everything that it can observe, each property once.
    public var properties: [ObservedProperty] {
        var properties: [ObservedProperty] = []
        for line in lines {
            guard case .property(let target) = line.target, let property = ObservedProperty.named(target.name) else {
                continue
            }
            if !properties.contains(property) { properties.append(property) }
        }
        return properties
    }

    /// Two maps of the same lines are the same.
    public static func == (left: CodecMap, right: CodecMap) -> Bool { left.lines == right.lines }

    /// Hashes the lines.
    public func hash(into hasher: inout Hasher) { hasher.combine(lines) }

    /// Reads what a codec has answered.
    ///
    /// - Parameter json: one JSON object.
    /// - Returns: a reading for each element of an array that the map names with `*`, then one for all the rest.
    /// - Throws: `DecodeError` when it is no JSON object, an empty one, or one of too many readings.
    public func decode(_ json: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = CodecOutputReader(json, groups: groups, prefixes: prefixes)
        let isObject: Bool
        do throws(JSONError) { isObject = try reader.read() } catch { throw .malformedJSON(error) }
        guard isObject else { throw .invalidValue(offset: 0, field: "the codec's answer") }
        guard !reader.readings.isEmpty else { throw .nothingFound(offset: json.count) }
        guard reader.readings.count <= CodecMap.readingsMax else {
            throw .invalidValue(offset: 0, field: "the number of readings")
        }
        return Decoded(readings: reader.readings)
    }
}
