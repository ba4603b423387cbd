/// That a row is to be passed by, and why.
public struct Parking: Hashable, Sendable {
    /// Which row.
    public let sequence: SequenceNumber
    /// Why.
    public let reason: ParkReason

    /// A parking of its parts.
    public init(sequence: SequenceNumber, reason: ParkReason) {
        self.sequence = sequence
        self.reason = reason
    }
}
