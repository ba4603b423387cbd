/// Everything that one synced transaction does to the buffer file, all of it or nothing.
public struct StoreTransaction: Sendable {
    /// Readings to keep, in order of reception.
    public var readings: [OutboxReading]
    /// Messages to quarantine, in order of reception.
    public var quarantined: [QuarantineEntry]
    /// Rows that the uplink acknowledged: they are deleted.
    public var acknowledged: [SequenceNumber]
    /// Rows that the uplink refused: they stay and the drain passes them by.
    public var parked: [Parking]
    /// Lines for the drop ledger.
    public var drops: [DropEntry]
    /// Rows that are in flight: they are never evicted.
    public var outstanding: Set<SequenceNumber>

    /// A transaction of its parts.
    public init(
        readings: [OutboxReading] = [],
        quarantined: [QuarantineEntry] = [],
        acknowledged: [SequenceNumber] = [],
        parked: [Parking] = [],
        drops: [DropEntry] = [],
        outstanding: Set<SequenceNumber> = []
    ) {
        self.readings = readings
        self.quarantined = quarantined
        self.acknowledged = acknowledged
        self.parked = parked
        self.drops = drops
        self.outstanding = outstanding
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool {
        readings.isEmpty && quarantined.isEmpty && acknowledged.isEmpty && parked.isEmpty && drops.isEmpty
    }
}
