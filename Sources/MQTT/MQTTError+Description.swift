import Glibc

extension MQTTError: CustomStringConvertible {
    /// A sentence for a log line or a terminal.
    public var description: String {
        switch self {
        case .invalidOption(let text): text
        case .invalidTopic(let topic): "\"\(topic)\" is not a valid topic"
        case .tooLarge(let bytes, let maximum): "a packet of \(bytes) bytes is larger than the allowed \(maximum)"
        case .windowFull(let window): "\(window) publishes are unacknowledged, more are not allowed"
        case .notConnected: "not connected"
        case .nameNotResolved(let text): "the host name was not resolved: \(text)"
        case .network(let errno): String(cString: strerror(errno))
        case .timedOut: "no answer within the connect time-out"
        case .tls(let text): "TLS failed: \(text)"
        case .refused(let reason): "the broker refused the connection: \(reason)"
        case .disconnectedByServer(let reason): "the broker disconnected us: \(reason)"
        case .connectionLost: "the broker closed the connection"
        case .keepaliveExpired: "the broker did not answer a ping in time"
        case .protocolViolation: "the broker sent something that is not allowed by MQTT"
        case .tooManyAttempts(let count): "\(count) earlier connects still hang in the operating system"
        case .outOfMemory: "out of memory"
        case .library(let code): "libmosquitto reported error \(code)"
        }
    }
}
