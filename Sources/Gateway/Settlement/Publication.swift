import Store

/// One publish of a reading.
struct Publication {
    /// Where the reading is held until its PUBACK.
    enum Source: Hashable {
        /// The batch's member at this index.
        case member(Int)
        /// A row of the outbox.
        case row(SequenceNumber)

        /// Whether it is a live reading's.
        var isMember: Bool {
            if case .member = self { return true }
            return false
        }
    }

    let source: Source
    let reading: OutboxReading
    /// Whether the IOC must be told that this is not live.
    let isReplayed: Bool
}
