/// A message that a broker sent us.
///
/// Its acknowledgement is already queued in the connection and leaves with the next `Connection.write()`.
public struct InboundMessage: Hashable, Sendable {
    /// The topic as received: UTF-8, 1 to 65535 bytes.
    public let topic: [UInt8]
    /// The payload as received.
    public let payload: [UInt8]
    /// The quality of service of this delivery.
    public let qos: QoS
    /// Whether this is a retained, and so possibly stale, copy.
    public let isRetained: Bool

    /// Makes a message, as tests and simulations need it.
    public init(topic: [UInt8], payload: [UInt8], qos: QoS = .atLeastOnce, isRetained: Bool = false) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.isRetained = isRetained
    }
}
