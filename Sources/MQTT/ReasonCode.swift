/// An MQTT 5 reason code (MQTT 5, section 2.4).
///
/// The return codes of MQTT 3.1.1 are given as the MQTT 5 code that says the same.
public struct ReasonCode: Hashable, Sendable {
    /// The number on the wire; 0x80 and above are failures.
    public let rawValue: UInt8

    /// Makes a reason code of its number on the wire.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Whether the code says that the request was refused.
    public var isFailure: Bool {
        rawValue >= 0x80
    }

    /// Success; as an answer to a subscription: granted at QoS 0.
    public static let success = ReasonCode(rawValue: 0x00)
    /// The message was taken, but nobody subscribes to its topic.
    public static let noMatchingSubscribers = ReasonCode(rawValue: 0x10)
    /// The server does not say why.
    public static let unspecifiedError = ReasonCode(rawValue: 0x80)
    /// The packet does not follow the standard.
    public static let malformedPacket = ReasonCode(rawValue: 0x81)
    /// The packet was unexpected.
    public static let protocolError = ReasonCode(rawValue: 0x82)
    /// Valid, but not accepted by this server.
    public static let implementationSpecificError = ReasonCode(rawValue: 0x83)
    /// The server does not speak this version of MQTT.
    public static let unsupportedProtocolVersion = ReasonCode(rawValue: 0x84)
    /// The client identifier is not allowed.
    public static let clientIdentifierNotValid = ReasonCode(rawValue: 0x85)
    /// Wrong user name or password.
    public static let badUserNameOrPassword = ReasonCode(rawValue: 0x86)
    /// Not allowed, for a topic usually by an access list.
    public static let notAuthorized = ReasonCode(rawValue: 0x87)
    /// The server is not available.
    public static let serverUnavailable = ReasonCode(rawValue: 0x88)
    /// The server is busy.
    public static let serverBusy = ReasonCode(rawValue: 0x89)
    /// The client was banned.
    public static let banned = ReasonCode(rawValue: 0x8A)
    /// The server is shutting down.
    public static let serverShuttingDown = ReasonCode(rawValue: 0x8B)
    /// The server heard nothing for one and a half keepalive intervals.
    public static let keepAliveTimeout = ReasonCode(rawValue: 0x8D)
    /// Another connection uses the same client identifier.
    public static let sessionTakenOver = ReasonCode(rawValue: 0x8E)
    /// The topic filter is not accepted.
    public static let topicFilterInvalid = ReasonCode(rawValue: 0x8F)
    /// The topic name is not accepted.
    public static let topicNameInvalid = ReasonCode(rawValue: 0x90)
    /// More messages are in flight than the Receive Maximum allows.
    public static let receiveMaximumExceeded = ReasonCode(rawValue: 0x93)
    /// The packet is larger than the Maximum Packet Size.
    public static let packetTooLarge = ReasonCode(rawValue: 0x95)
    /// A limit of the server or of its administrator was reached.
    public static let quotaExceeded = ReasonCode(rawValue: 0x97)
    /// The payload does not have the announced format.
    public static let payloadFormatInvalid = ReasonCode(rawValue: 0x99)
}

extension ReasonCode: CustomStringConvertible {
    /// The number as `0x87`, and its meaning when it is a known one.
    public var description: String {
        let digits = String(rawValue, radix: 16, uppercase: true)
        let number = "0x" + (digits.count < 2 ? "0" + digits : digits)
        guard let meaning else {
            return number
        }
        return "\(number) (\(meaning))"
    }

    private var meaning: String? {
        switch self {
        case .success: "success"
        case .noMatchingSubscribers: "no matching subscribers"
        case .unspecifiedError: "unspecified error"
        case .malformedPacket: "malformed packet"
        case .protocolError: "protocol error"
        case .implementationSpecificError: "implementation specific error"
        case .unsupportedProtocolVersion: "unsupported protocol version"
        case .clientIdentifierNotValid: "client identifier not valid"
        case .badUserNameOrPassword: "bad user name or password"
        case .notAuthorized: "not authorized"
        case .serverUnavailable: "server unavailable"
        case .serverBusy: "server busy"
        case .banned: "banned"
        case .serverShuttingDown: "server shutting down"
        case .keepAliveTimeout: "keep alive timeout"
        case .sessionTakenOver: "session taken over"
        case .topicFilterInvalid: "topic filter invalid"
        case .topicNameInvalid: "topic name invalid"
        case .receiveMaximumExceeded: "receive maximum exceeded"
        case .packetTooLarge: "packet too large"
        case .quotaExceeded: "quota exceeded"
        case .payloadFormatInvalid: "payload format invalid"
        default: nil
        }
    }
}
