/// A Sparkplug birth as it was received: what later messages of the node or device are read by.
public struct BirthMessage: Hashable, Sendable {
    /// Group and node.
    public let node: String
    /// The device, or nothing for the node itself.
    public let device: String?
    /// The topic as it was received.
    public let topic: [UInt8]
    /// The payload as it was received.
    public let payload: [UInt8]

    /// A birth of its parts.
    public init(node: String, device: String?, topic: [UInt8], payload: [UInt8]) {
        self.node = node
        self.device = device
        self.topic = topic
        self.payload = payload
    }
}
