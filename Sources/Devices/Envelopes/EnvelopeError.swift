/// Why a message could not be opened; every case that concerns bytes carries their offset in the message.
public enum EnvelopeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The message is not the JSON that the envelope is made of.
    case malformedJSON(JSONError)
    /// The message is JSON, but not an object.
    case notAnObject(offset: Int)
    /// A member that cannot be missing is missing.
    case missingMember(name: String)
    /// A member has a value that it cannot have.
    case invalidMember(name: String, offset: Int)
    /// The topic has fewer levels than the rule for the hardware id names; levels count from 1.
    case missingTopicLevel(level: Int)
    /// The hardware id is empty, longer than 128 bytes or not UTF-8.
    case invalidHardwareID
    /// The topic names an event that this envelope does not know.
    case unknownEvent(offset: Int)
    /// The message is not the protocol buffer that the envelope is made of.
    case malformedProtobuf(offset: Int)
    /// The message is not the SenML pack that the envelope is made of.
    case malformedPack(DecodeError)
    /// The message is not the text that the envelope is made of.
    case malformedText(offset: Int)
    /// The message has more parts than are taken.
    case tooManyParts(offset: Int, most: Int)
    /// The topic names another device than the message does.
    case contradictingIDs(topic: String, message: String)
    /// The message does not say whose it is where it should confirm what the topic says.
    case unconfirmedID(place: String)
    /// A value can be understood only with an earlier message, which has not been heard.
    case birthNeeded(birth: String, alias: UInt64?, offset: Int)

    /// Whether the same message may be opened later: once the birth was heard that it needs.
    public var isRetriable: Bool {
        if case .birthNeeded = self { return true }
        return false
    }

    /// One sentence for the log and the quarantine.
    public var description: String {
        switch self {
        case .malformedJSON(let error): "the message is not JSON (byte \(error.offset))"
        case .notAnObject(let offset): "the message is JSON but not an object (byte \(offset))"
        case .missingMember(let name): "the message has no \(name)"
        case .invalidMember(let name, let offset): "\(name) has a value that it cannot have (byte \(offset))"
        case .missingTopicLevel(let level): "the topic has no level \(level), where the hardware id should be"
        case .invalidHardwareID: "the hardware id is empty, longer than 128 bytes or not UTF-8"
        case .unknownEvent(let offset): "the topic names an unknown event (byte \(offset) of the topic)"
        case .malformedProtobuf(let offset): "the message is not a Sparkplug payload (byte \(offset))"
        case .malformedPack(let error): "the message is not a SenML pack: \(error)"
        case .malformedText(let offset): "the message is not made of names and values (byte \(offset))"
        case .tooManyParts(let offset, let most): "the message has more than \(most) parts (byte \(offset))"
        case .contradictingIDs(let topic, let message):
            "the topic says that it is of \(topic), the message says that it is of \(message)"
        case .unconfirmedID(let place): "the message has no id at \(place) that confirms whose it is"
        case .birthNeeded(let birth, let alias?, let offset):
            "the \(birth) was not heard, which would say what alias \(alias) is (byte \(offset)); tell the node: Rebirth"
        case .birthNeeded(let birth, nil, let offset):
            "the \(birth) was not heard, which would say the type of a metric (byte \(offset)); tell the node: Rebirth"
        }
    }
}
