/// Why a payload could not be turned into readings; every case carries the byte offset, from 0.
public enum DecodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The payload ended inside a field.
    case truncated(offset: Int, needed: Int, available: Int)
    /// The payload has bytes after its last field.
    case trailingBytes(offset: Int, count: Int)
    /// A type, version or identifier that the maker's document does not have.
    case unknownType(offset: Int, type: Int)
    /// A field has a value that it cannot have.
    case invalidValue(offset: Int, field: String)
    /// The model sends nothing on this port.
    case unsupportedPort(offset: Int, port: Int?)
    /// The payload is not the JSON that the model sends.
    case malformedJSON(JSONError)
    /// Not one of the model's fields is in the payload.
    case nothingFound(offset: Int)

    /// Why, as a name to count by.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The payload ended inside a field.
        case truncated
        /// The payload has bytes after its last field.
        case trailingBytes = "trailing-bytes"
        /// A type, version or identifier that the maker's document does not have.
        case unknownType = "unknown-type"
        /// A field has a value that it cannot have.
        case invalidValue = "invalid-value"
        /// The model sends nothing on this port.
        case unsupportedPort = "unsupported-port"
        /// The payload is not the JSON that the model sends.
        case malformedJSON = "malformed-json"
        /// Not one of the model's fields is in the payload.
        case nothingFound = "nothing-found"
    }

    /// Why, as a name to count by.
    public var reason: Reason {
        switch self {
        case .truncated: .truncated
        case .trailingBytes: .trailingBytes
        case .unknownType: .unknownType
        case .invalidValue: .invalidValue
        case .unsupportedPort: .unsupportedPort
        case .malformedJSON: .malformedJSON
        case .nothingFound: .nothingFound
        }
    }

    /// The offset of the byte in question.
    public var offset: Int {
        switch self {
        case .truncated(let offset, _, _), .trailingBytes(let offset, _), .unknownType(let offset, _),
            .invalidValue(let offset, _), .unsupportedPort(let offset, _), .nothingFound(let offset):
            offset
        case .malformedJSON(let error): error.offset
        }
    }

    /// The same payload gives the same error.
    public var isRetriable: Bool { false }

    /// One sentence for the log and the quarantine.
    public var description: String {
        switch self {
        case .truncated(let offset, let needed, let available):
            "the payload ends inside a field: byte \(offset) begins \(needed) bytes and \(available) are left"
        case .trailingBytes(let offset, let count): "\(count) bytes follow the last field (byte \(offset))"
        case .unknownType(let offset, let type): "byte \(offset) is of unknown type \(type)"
        case .invalidValue(let offset, let field): "\(field) has a value that it cannot have (byte \(offset))"
        case .unsupportedPort(_, let port?): "this model sends nothing on port \(port)"
        case .unsupportedPort(_, nil): "this model needs the port to be known"
        case .malformedJSON(let error): "the payload is not JSON (byte \(error.offset))"
        case .nothingFound: "not one of the model's fields is in the payload"
        }
    }
}
