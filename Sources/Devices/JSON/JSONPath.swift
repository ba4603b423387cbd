/// Where a value stands in a JSON text: names and array indices with dots between them, as `sensors.0.temp`.
///
/// A part of digits alone means the element of that index in an array and the member of that name in an object.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// The most parts of a path.
    public static let partsMax = JSONScanner.depthMax

    /// The parts, outermost first; none is empty.
    public let parts: [String]

    private let names: [[UInt8]]

    /// Accepts 1 to 64 parts with dots between them, none empty.
    public init(_ text: String) throws(JSONPathError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= JSONPath.partsMax else { throw .tooManyParts(count: parts.count) }
        for (index, part) in parts.enumerated() where part.isEmpty { throw .emptyPart(index: index) }
        self.parts = parts
        names = parts.map { Array($0.utf8) }
    }

    /// The path as it is written.
    public var description: String { parts.joined(separator: ".") }

    /// Reads a text and finds the token here; of a path that occurs twice, the last.
    ///
    /// - Parameter scanner: at the beginning of the text.
    /// - Returns: the token, or nothing when the path leads nowhere.
    /// - Throws: `JSONError` with the offset of the first byte that is wrong.
    func find(in scanner: inout JSONScanner) throws(JSONError) -> JSONToken? {
        var found: JSONToken?
        let root = try scanner.nextValue()
        try walk(root, 0, &scanner, &found)
        try scanner.finish()
        return found
    }

    private func walk(
        _ token: JSONToken,
        _ depth: Int,
        _ scanner: inout JSONScanner,
        _ found: inout JSONToken?
    ) throws(JSONError) {
        guard depth < names.count else {
            found = token
            return try scanner.skip(token)
        }
        var isFirst = true
        switch token.kind {
        case .object:
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let isWanted = scanner.matches(name, names[depth])
                let value = try scanner.nextValue()
                if isWanted {
                    try walk(value, depth + 1, &scanner, &found)
                } else if value.isContainer {
                    try scanner.skip(value)
                }
            }
        case .array:
            let wanted = Int(parts[depth])
            var index = 0
            while try scanner.hasNextElement(isFirst: &isFirst) {
                let value = try scanner.nextValue()
                if index == wanted {
                    try walk(value, depth + 1, &scanner, &found)
                } else if value.isContainer {
                    try scanner.skip(value)
                }
                index += 1
            }
        case .string, .number, .yes, .no, .null: return
        }
    }
}
