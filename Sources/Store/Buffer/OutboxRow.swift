/// A stored reading and its place in the order of reception.
public struct OutboxRow: Hashable, Sendable {
    /// Its place.
    public let sequence: SequenceNumber
    /// The reading.
    public let reading: OutboxReading

    /// A row of its parts.
    public init(sequence: SequenceNumber, reading: OutboxReading) {
        self.sequence = sequence
        self.reading = reading
    }
}
