public import Observations

/// How many readings of one thing wait in the outbox.
public struct ThingBacklog: Hashable, Sendable {
    /// The thing.
    public let thing: Slug
    /// Its rows, parked ones included.
    public let rows: Int
    /// How many of them are parked.
    public let parkedRows: Int
    /// When the oldest was received.
    public let oldest: Timestamp
}
