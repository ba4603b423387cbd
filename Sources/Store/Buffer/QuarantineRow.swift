/// A quarantined message and its place in the order of quarantining.
public struct QuarantineRow: Hashable, Sendable {
    /// Its place; commands name the message by it.
    public let sequence: SequenceNumber
    /// The message.
    public let entry: QuarantineEntry

    /// A row of its parts.
    public init(sequence: SequenceNumber, entry: QuarantineEntry) {
        self.sequence = sequence
        self.entry = entry
    }
}
