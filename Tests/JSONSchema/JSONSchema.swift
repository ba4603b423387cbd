import Foundation

/// A JSON Schema (2020-12) of the keywords that this project's schemas use; any other keyword is refused.
public struct JSONSchema: Sendable {
    /// Why no schema could be made.
    public enum Failure: Error, Hashable, Sendable {
        /// The schema uses this keyword.
        case unknownKeyword(String)
    }

    private let root: JSONValue

    /// A schema by its document.
    ///
    /// - Throws: `Failure` when the document uses a keyword that is not understood here.
    public init(_ root: JSONValue) throws(Failure) {
        self.root = root
        try JSONSchema.refuseUnknownKeywords(in: root)
    }

    /// The schema of readings, `deploy/reading.schema.json`.
    public static func reading() throws -> JSONSchema { try deployed("reading.schema.json") }

    /// The schema of things' statuses, `deploy/status.schema.json`.
    public static func status() throws -> JSONSchema { try deployed("status.schema.json") }

    private static func deployed(_ name: String) throws -> JSONSchema {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "../../deploy/\(name)").standardizedFileURL
        return try JSONSchema(JSONValue(parsing: Data(contentsOf: file)))
    }

    /// The document.
    public var document: JSONValue { root }

    /// What is wrong with a value, each with its place; nothing when it is valid.
    public func faults(in value: JSONValue) -> [String] { faults(in: value, by: root, at: "$") }

    private func faults(in value: JSONValue, by schema: JSONValue, at place: String) -> [String] {
        if schema == .boolean(true) { return [] }
        if schema == .boolean(false) { return ["\(place): nothing may stand here"] }
        guard case .object(let keywords) = schema else { return ["\(place): the schema is neither object nor boolean"] }
        return keywords.flatMap { faults(in: value, by: $0.key, $0.value, of: schema, at: place) }
    }

    private func faults(
        in value: JSONValue,
        by keyword: String,
        _ argument: JSONValue,
        of schema: JSONValue,
        at place: String
    ) -> [String] {
        switch keyword {
        case "$ref": return faults(in: value, by: target(argument), at: place)
        case "type":
            let allowed = argument.string.map { [$0] } ?? argument.elements.compactMap(\.string)
            return allowed.contains { JSONSchema.isType($0, value) } ? [] : ["\(place): is no \(allowed)"]
        case "const": return value == argument ? [] : ["\(place): is not \(argument)"]
        case "enum": return argument.elements.contains(value) ? [] : ["\(place): is not one of the enumeration"]
        case "pattern": return JSONSchema.matches(value, argument) ? [] : ["\(place): does not match \(argument)"]
        case "minimum": return compare(value.number, argument.number, <) ? ["\(place): is too small"] : []
        case "maximum": return compare(value.number, argument.number, >) ? ["\(place): is too large"] : []
        case "minItems":
            guard case .array(let elements) = value else { return [] }
            return compare(Double(elements.count), argument.number, <) ? ["\(place): has too few elements"] : []
        case "minProperties":
            guard case .object(let members) = value else { return [] }
            return compare(Double(members.count), argument.number, <) ? ["\(place): has too few members"] : []
        case "required":
            guard case .object = value else { return [] }
            return argument.elements.compactMap(\.string).filter { value[$0] == nil }.map { "\(place): lacks \($0)" }
        case "properties":
            return argument.keys.flatMap { key in
                guard let member = value[key], let rule = argument[key] else { return [String]() }
                return faults(in: member, by: rule, at: "\(place).\(key)")
            }
        case "additionalProperties":
            let known = schema["properties"]?.keys ?? []
            return value.keys.filter { !known.contains($0) }.flatMap { key in
                value[key].map { faults(in: $0, by: argument, at: "\(place).\(key)") } ?? []
            }
        case "prefixItems":
            return zip(value.elements, argument.elements).enumerated().flatMap { position, pair in
                faults(in: pair.0, by: pair.1, at: "\(place)[\(position)]")
            }
        case "items":
            let prefix = schema["prefixItems"]?.elements.count ?? 0
            return value.elements.enumerated().dropFirst(prefix).flatMap { position, element in
                faults(in: element, by: argument, at: "\(place)[\(position)]")
            }
        case "oneOf":
            let matching = argument.elements.count { faults(in: value, by: $0, at: place).isEmpty }
            return matching == 1 ? [] : ["\(place): matches \(matching) alternatives instead of one"]
        case "if":
            let branch = faults(in: value, by: argument, at: place).isEmpty ? schema["then"] : schema["else"]
            return branch.map { faults(in: value, by: $0, at: place) } ?? []
        default: return []
        }
    }

    private func compare(_ left: Double?, _ right: Double?, _ isFault: (Double, Double) -> Bool) -> Bool {
        guard let left, let right else { return false }
        return isFault(left, right)
    }

    /// What a reference into this document's `$defs` means; nothing is valid where it leads nowhere.
    private func target(_ reference: JSONValue) -> JSONValue {
        guard let path = reference.string, path.hasPrefix("#/$defs/") else { return .boolean(false) }
        return root["$defs"]?[String(path.dropFirst("#/$defs/".count))] ?? .boolean(false)
    }

    private static func isType(_ name: String, _ value: JSONValue) -> Bool {
        switch (name, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("number", .number): true
        case ("boolean", .boolean), ("null", .null): true
        case ("integer", .number(let text)): Double(text).map { $0 == $0.rounded() } ?? false
        default: false
        }
    }

    private static func matches(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
        guard case .string(let text) = value, let source = pattern.string else { return true }
        guard let expression = try? NSRegularExpression(pattern: source) else { return false }
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    private static func refuseUnknownKeywords(in schema: JSONValue) throws(Failure) {
        guard case .object(let keywords) = schema else { return }
        for keyword in keywords {
            switch keyword.key {
            case "$schema", "title", "description", "$ref", "type", "const", "enum", "pattern", "minimum", "maximum",
                "minItems", "minProperties", "required":
                continue
            case "additionalProperties", "items", "if", "then", "else":
                try refuseUnknownKeywords(in: keyword.value)
            case "prefixItems", "oneOf":
                for element in keyword.value.elements { try refuseUnknownKeywords(in: element) }
            case "properties", "$defs":
                guard case .object(let members) = keyword.value else { continue }
                for member in members { try refuseUnknownKeywords(in: member.value) }
            default: throw .unknownKeyword(keyword.key)
            }
        }
    }
}
