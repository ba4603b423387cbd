import CMosquitto
import Glibc

extension Connection {
    /// What the end of the connection means, from libmosquitto's code and the `errno` it left.
    func endReason(_ code: Int32, _ systemError: Int32) -> MQTTError {
        if let refusal {
            return .refused(refusal)
        }
        if code == 0, let disconnectCode {
            return .disconnectedByServer(ReasonCode(rawValue: UInt8(truncatingIfNeeded: disconnectCode)))
        }
        return libraryError(code, systemError)
    }

    /// The error libmosquitto's code stands for.
    func libraryError(_ code: Int32, _ systemError: Int32) -> MQTTError {
        switch mosq_err_t(rawValue: code) {
        case MOSQ_ERR_TLS:
            return .tls(errorText)
        case MOSQ_ERR_ERRNO where options.tls != nil && systemError == EPROTO:
            return .tls(errorText)
        case MOSQ_ERR_ERRNO where !errorLines.isEmpty, MOSQ_ERR_CONN_LOST where !errorLines.isEmpty:
            // Only collected while connecting: the server's alert says more than that it closed.
            return .tls(errorText)
        case MOSQ_ERR_ERRNO where systemError == 0, MOSQ_ERR_CONN_LOST:
            return .connectionLost
        case MOSQ_ERR_ERRNO:
            return .network(errno: systemError)
        case MOSQ_ERR_EAI:
            return .nameNotResolved("\(options.host): \(String(cString: gai_strerror(systemError)))")
        case MOSQ_ERR_NO_CONN:
            return .notConnected
        case MOSQ_ERR_KEEPALIVE:
            return .keepaliveExpired
        case MOSQ_ERR_PROTOCOL, MOSQ_ERR_MALFORMED_PACKET:
            return .protocolViolation
        case MOSQ_ERR_NOMEM:
            return .outOfMemory
        default:
            return .library(code: code)
        }
    }

    private var errorText: String {
        errorLines.isEmpty ? "the session failed" : errorLines.joined(separator: "; ")
    }
}
