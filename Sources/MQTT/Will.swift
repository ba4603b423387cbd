/// The message the server publishes for us when the connection ends without a DISCONNECT.
public struct Will: Hashable, Sendable {
    /// Where to.
    public var topic: String
    /// What.
    public var payload: [UInt8]
    /// The quality of service of the publication.
    public var qos: QoS
    /// Whether the server keeps it.
    public var isRetained: Bool

    /// Makes a will.
    public init(topic: String, payload: [UInt8], qos: QoS = .atLeastOnce, isRetained: Bool = true) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.isRetained = isRetained
    }
}
