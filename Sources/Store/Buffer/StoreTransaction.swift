/// Everything that one synced transaction does to the buffer file, all of it or nothing.
public struct StoreTransaction: Sendable {
    /// Readings to keep, in order of reception.
    public var readings: [OutboxReading]
    /// Messages to quarantine, in order of reception.
    public var quarantined: [QuarantineEntry]
    /// Births that later messages are read by, in order of reception.
    public var births: [BirthMessage]
    /// Rows that the uplink acknowledged: they are deleted.
    public var acknowledged: [SequenceNumber]
    /// Rows that the uplink refused: they stay and the drain passes them by.
    public var parked: [Parking]
    /// Lines for the drop ledger.
    public var drops: [DropEntry]
    /// Rows that are in flight: they are never evicted.
    public var outstanding: Set<SequenceNumber>
    /// Quarantined messages that have become readings: they leave the quarantine.
    public var released: [SequenceNumber]
    /// Quarantined messages that a person is done with: they leave the quarantine.
    public var discarded: [SequenceNumber]
    /// Quarantined messages that stay, for another reason than before.
    public var rejudged: [QuarantineJudgement]
    /// Named numbers, each in the place of the one that it has.
    public var marks: [String: Int64]
    /// Raw messages whose readings are issued again, with the number of this revision.
    public var reissued: [SequenceNumber: Int]
    /// Whether older readings may be dropped for these, where the limits say so.
    public var mayEvict: Bool
    /// Whether the age of the readings counts from now, as they were received long ago.
    public var isInjection: Bool

    /// A transaction of its parts.
    public init(
        readings: [OutboxReading] = [],
        quarantined: [QuarantineEntry] = [],
        births: [BirthMessage] = [],
        acknowledged: [SequenceNumber] = [],
        parked: [Parking] = [],
        drops: [DropEntry] = [],
        outstanding: Set<SequenceNumber> = [],
        released: [SequenceNumber] = [],
        discarded: [SequenceNumber] = [],
        rejudged: [QuarantineJudgement] = [],
        marks: [String: Int64] = [:],
        reissued: [SequenceNumber: Int] = [:],
        mayEvict: Bool = true,
        isInjection: Bool = false
    ) {
        self.readings = readings
        self.quarantined = quarantined
        self.births = births
        self.acknowledged = acknowledged
        self.parked = parked
        self.drops = drops
        self.outstanding = outstanding
        self.released = released
        self.discarded = discarded
        self.rejudged = rejudged
        self.marks = marks
        self.reissued = reissued
        self.mayEvict = mayEvict
        self.isInjection = isInjection
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool {
        readings.isEmpty && quarantined.isEmpty && births.isEmpty && acknowledged.isEmpty && parked.isEmpty
            && drops.isEmpty && released.isEmpty && discarded.isEmpty && rejudged.isEmpty && marks.isEmpty
            && reissued.isEmpty
    }
}
