/// What the server said when it accepted the connection.
public struct Connack: Hashable, Sendable {
    /// Whether the server kept a session for our client identifier.
    public let isSessionPresent: Bool
    /// How many unacknowledged publishes the server takes; 65535 where it does not say (always on MQTT 3.1.1).
    public let receiveMaximum: UInt16
    /// The largest packet the server takes, in bytes; nil where it does not say.
    public let maximumPacketSizeBytes: UInt32?
    /// The keepalive the server imposes, in seconds; nil where ours stands.
    public let serverKeepaliveSeconds: UInt16?

    /// Makes an answer, as tests and simulations need it.
    public init(
        isSessionPresent: Bool,
        receiveMaximum: UInt16 = 65_535,
        maximumPacketSizeBytes: UInt32? = nil,
        serverKeepaliveSeconds: UInt16? = nil
    ) {
        self.isSessionPresent = isSessionPresent
        self.receiveMaximum = receiveMaximum
        self.maximumPacketSizeBytes = maximumPacketSizeBytes
        self.serverKeepaliveSeconds = serverKeepaliveSeconds
    }
}
