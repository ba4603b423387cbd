/// A JSON text, kept as it was written: members in their order, numbers as text.
public indirect enum JSONValue: Hashable, Sendable {
    /// One member of an object.
    public struct Member: Hashable, Sendable {
        /// The key, without escapes.
        public let key: String
        /// The value.
        public let value: JSONValue
    }

    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// The number's text.
    case number(String)
    /// The text, without escapes.
    case string(String)
    /// The elements in order.
    case array([JSONValue])
    /// The members in order; keys are unique.
    case object([Member])

    /// Reads one JSON text as RFC 8259 has it; repeated keys are refused.
    ///
    /// - Throws: `JSONError` with the offset of the first byte that is wrong.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        var parser = JSONParser(Array(bytes))
        self = try parser.document()
    }

    /// The value of a key, if this is an object that has it.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The element at a position, if this is an array that has it.
    public subscript(position: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// The keys in order; none if this is no object.
    public var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.key)
    }

    /// The text, if this is one.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number, if this is one.
    public var number: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }

    /// The elements; none if this is no array.
    public var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// This object with another value for a key, or without the key.
    public func replacing(_ key: String, with value: JSONValue?) -> JSONValue {
        guard case .object(let members) = self else { return self }
        let others = members.filter { $0.key != key }
        guard let value else { return .object(others) }
        return .object(others + [Member(key: key, value: value)])
    }
}
