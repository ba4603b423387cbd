public import Observations

/// What is to be dropped of a thing that was removed: its waiting readings, and what is in quarantine of its hardware.
public struct ThingPurge: Hashable, Sendable {
    /// The thing.
    public let thing: Slug
    /// Its hardware, today's and what was replaced.
    public let hardwareIDs: [String]
    /// Rows that are in flight: they are never dropped.
    public var outstanding: Set<SequenceNumber>
    /// Where the search goes on; nothing at the first row.
    public var cursor: SequenceNumber?

    /// What is to be dropped of a thing.
    public init(
        thing: Slug,
        hardwareIDs: [String],
        outstanding: Set<SequenceNumber> = [],
        cursor: SequenceNumber? = nil
    ) {
        self.thing = thing
        self.hardwareIDs = hardwareIDs
        self.outstanding = outstanding
        self.cursor = cursor
    }
}
