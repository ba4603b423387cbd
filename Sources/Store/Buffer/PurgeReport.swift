/// What dropping a piece of what a removed thing has left came to.
public struct PurgeReport: Hashable, Sendable {
    /// The rows that were dropped; the ledger has them.
    public let dropped: [SequenceNumber]
    /// Rows of the thing that were left, as they are in flight.
    public let inFlight: Int
    /// Messages that were removed from quarantine.
    public let removedFromQuarantine: Int
    /// Rows of all things that were looked at.
    public let looked: Int
    /// Where the search goes on; nothing when it is complete.
    public let cursor: SequenceNumber?

    /// A report of its parts.
    public init(
        dropped: [SequenceNumber],
        inFlight: Int,
        removedFromQuarantine: Int,
        looked: Int,
        cursor: SequenceNumber?
    ) {
        self.dropped = dropped
        self.inFlight = inFlight
        self.removedFromQuarantine = removedFromQuarantine
        self.looked = looked
        self.cursor = cursor
    }
}
