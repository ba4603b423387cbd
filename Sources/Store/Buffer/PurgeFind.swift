/// What a piece of the search for a removed thing's rows has found.
struct PurgeFind {
    /// Rows that may be dropped.
    var rows: [EvictedRow] = []
    /// Rows of the thing that are in flight.
    var inFlight = 0
    /// Rows of all things that were looked at.
    var looked = 0
    /// Where the next piece begins; nothing when this is the last.
    var cursor: SequenceNumber?

    /// What it came to, once the rows are dropped.
    func report(removedFromQuarantine removed: Int) -> PurgeReport {
        PurgeReport(
            dropped: rows.map(\.sequence),
            inFlight: inFlight,
            removedFromQuarantine: removed,
            looked: looked,
            cursor: cursor
        )
    }
}
