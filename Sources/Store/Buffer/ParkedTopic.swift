public import Observations

/// The parked rows of one upstream topic.
public struct ParkedTopic: Hashable, Sendable {
    /// The topic that was refused.
    public let topic: String
    /// How many rows wait for it.
    public let rows: Int
    /// The oldest of them.
    public let firstSequence: SequenceNumber
    /// Why the oldest was refused.
    public let reason: ParkReason
    /// When the oldest was parked.
    public let parked: Timestamp
}
