/// The quality of service of a message.
///
/// QoS 2 is left out: libmosquitto completes its handshake before the message is ours to keep.
public enum QoS: UInt8, Hashable, Sendable {
    /// QoS 0.
    case atMostOnce = 0
    /// QoS 1.
    case atLeastOnce = 1
}
