/// Why something could not be done with a broker.
public enum MQTTError: Error, Hashable, Sendable {
    /// An option cannot be used; the text names it and says why.
    case invalidOption(String)
    /// The topic name or filter is not one (MQTT 5, section 4.7).
    case invalidTopic(String)
    /// The packet is larger than the server takes; nothing was sent.
    case tooLarge(bytes: Int, maximumBytes: Int)
    /// As many publishes are unacknowledged as the server, or `Connection.outstandingPublishesMax`, allows.
    case windowFull(Int)
    /// The connection has ended.
    case notConnected
    /// The host name has no address.
    case nameNotResolved(String)
    /// The operating system reported this `errno`.
    case network(errno: Int32)
    /// No CONNACK within the connect time-out.
    case timedOut
    /// TLS failed; the text is OpenSSL's.
    case tls(String)
    /// The server did not accept the connection.
    case refused(ReasonCode)
    /// The server said goodbye (MQTT 5).
    case disconnectedByServer(ReasonCode)
    /// The server closed the connection without a word.
    case connectionLost
    /// The server did not answer a ping within the keepalive interval.
    case keepaliveExpired
    /// The server sent something that is not MQTT, or not allowed here.
    case protocolViolation
    /// Too many earlier connects still hang in the operating system.
    case tooManyAttempts(Int)
    /// Memory ran out.
    case outOfMemory
    /// libmosquitto reported this code of its own.
    case library(code: Int32)

    /// Whether the same call may succeed later without a change of configuration.
    public var isRetriable: Bool {
        switch self {
        case .invalidOption, .invalidTopic, .tooLarge:
            false
        case .refused(let reason), .disconnectedByServer(let reason):
            switch reason {
            case .unsupportedProtocolVersion, .clientIdentifierNotValid, .badUserNameOrPassword, .notAuthorized,
                .banned, .packetTooLarge:
                false
            default:
                true
            }
        case .tls:
            false
        default:
            true
        }
    }
}
