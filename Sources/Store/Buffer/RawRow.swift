/// A kept raw message, its place in the order of reception, and how often its readings were issued again.
public struct RawRow: Hashable, Sendable {
    /// Its place.
    public let sequence: SequenceNumber
    /// The message.
    public let message: RawMessage
    /// The revision that its readings have; 0 as long as they were issued once.
    public let revision: Int

    /// A row of its parts.
    public init(sequence: SequenceNumber, message: RawMessage, revision: Int) {
        self.sequence = sequence
        self.message = message
        self.revision = revision
    }
}
