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
    /// A check value does not belong to the bytes before it: the payload was damaged on its way, or is cut wrong.
    case wrongChecksum(offset: Int)
    /// The payload is encrypted and the thing has no key.
    case keyNeeded(offset: Int)
    /// The thing's key does not open the payload: it is another meter's, or mistyped.
    case wrongKey(offset: Int)
    /// The payload is encrypted or authenticated in a way that is not known here.
    case unsupportedSecurity(offset: Int, mode: Int)
    /// A compact frame whose layout no full frame of this device has taught yet.
    case unknownFrameFormat(offset: Int, signature: UInt16)
    /// The vendor's codec has no answer.
    case codec(message: String)

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
        /// A check value does not belong to the bytes before it.
        case wrongChecksum = "wrong-checksum"
        /// The payload is encrypted and the thing has no key.
        case keyNeeded = "key-needed"
        /// The thing's key does not open the payload.
        case wrongKey = "wrong-key"
        /// The payload is secured in a way that is not known here.
        case unsupportedSecurity = "unsupported-security"
        /// A compact frame whose layout is not known yet.
        case unknownFrameFormat = "unknown-frame-format"
        /// The vendor's codec has no answer.
        case codec
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
        case .wrongChecksum: .wrongChecksum
        case .keyNeeded: .keyNeeded
        case .wrongKey: .wrongKey
        case .unsupportedSecurity: .unsupportedSecurity
        case .unknownFrameFormat: .unknownFrameFormat
        case .codec: .codec
        }
    }

    /// The offset of the byte in question.
    public var offset: Int {
        switch self {
        case .truncated(let offset, _, _), .trailingBytes(let offset, _), .unknownType(let offset, _),
            .invalidValue(let offset, _), .unsupportedPort(let offset, _), .nothingFound(let offset),
            .wrongChecksum(let offset), .keyNeeded(let offset), .wrongKey(let offset),
            .unsupportedSecurity(let offset, _), .unknownFrameFormat(let offset, _):
            offset
        case .malformedJSON(let error): error.offset
        case .codec: 0
        }
    }

    /// Whether the same payload may be read later: once the thing has the right key, or a full frame was heard.
    public var isRetriable: Bool {
        switch self {
        case .keyNeeded, .wrongKey, .unknownFrameFormat: true
        default: false
        }
    }

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
        case .wrongChecksum(let offset): "the check value at byte \(offset) does not belong to the bytes before it"
        case .keyNeeded(let offset): "the payload is encrypted from byte \(offset) on and the thing has no key"
        case .wrongKey(let offset): "the thing's key does not open the payload (encrypted from byte \(offset) on)"
        case .unsupportedSecurity(let offset, let mode):
            "byte \(offset) names security mode \(mode), which is not known here"
        case .unknownFrameFormat(_, let signature):
            "a compact frame of layout \(Hexadecimal.encode([UInt8(signature >> 8), UInt8(signature & 0xFF)])): "
                + "it can be read once a full frame of this device was heard"
        case .codec(let message): message
        }
    }
}
