/// The identifier that ties a PUBACK, SUBACK or UNSUBACK to what was sent; 1 to 65535, reused after its answer.
public struct PacketIdentifier: Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt16

    init(_ rawValue: Int32) {
        self.rawValue = UInt16(truncatingIfNeeded: rawValue)
    }
}
