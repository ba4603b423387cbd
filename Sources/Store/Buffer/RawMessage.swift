public import Observations

/// A field message as it was received, kept after its readings were settled so that they can be issued again.
public struct RawMessage: Hashable, Sendable {
    /// What is counted beside topic and payload.
    public static let overheadBytes = 48

    /// The topic as it was received.
    public let topic: [UInt8]
    /// The payload as it was received.
    public let payload: [UInt8]
    /// When the gateway received it.
    public let received: Timestamp

    /// A message of its parts.
    public init(topic: [UInt8], payload: [UInt8], received: Timestamp) {
        self.topic = topic
        self.payload = payload
        self.received = received
    }

    /// What the message counts against the limit of raw messages, in bytes.
    public var countedBytes: Int { topic.count + payload.count + RawMessage.overheadBytes }
}
