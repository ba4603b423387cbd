internal import GRDB
internal import Observations

extension BufferFile {
    /// How many rows of the outbox are looked at for one piece: some 20 ms.
    private static let rowsPerPurge = 20_000
    /// How many rows leave with one piece: some 50 ms, while commits wait behind it.
    private static let dropsPerPurge = 5_000

    /// Drops a piece of what a removed thing has left, with lines in the ledger, in one transaction.
    mutating func purge(_ purge: ThingPurge) throws(StoreError) -> PurgeReport {
        let found = try read { database in
            try Outbox.waiting(database, of: purge, lookingAt: BufferFile.rowsPerPurge, most: BufferFile.dropsPerPurge)
        }
        let rows = found.rows
        // The quarantine is small: all of it goes with the first piece.
        let hardwareIDs = purge.cursor == nil ? purge.hardwareIDs : []
        if rows.isEmpty, hardwareIDs.isEmpty {
            return found.report(removedFromQuarantine: 0)
        }
        let limits = limits
        let removed = try commitSmall { database, totals in
            var ledger = Ledger()
            try Outbox.evict(database, rows, reason: .thingRemoved, ledger: &ledger, totals: &totals)
            try ledger.write(database, limits: limits, totals: &totals)
            totals.summary.oldest = try BufferTotals.oldest(database)
            return try hardwareIDs.reduce(0) { removed, hardwareID in
                try removed + Quarantine.remove(database, hardwareID: hardwareID, totals: &totals)
            }
        }
        return found.report(removedFromQuarantine: removed)
    }
}
