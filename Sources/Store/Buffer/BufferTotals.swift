internal import GRDB
internal import Observations

/// The one row of `totals`: what the file holds, without counting.
struct BufferTotals: Hashable, Sendable {
    /// How often the file was opened for writing.
    var generation: Int64 = 0
    /// What commands and limits look at.
    var summary = OutboxSummary()

    /// Reads the row and the oldest reception time.
    init(reading database: Database) throws {
        let row = try DirectStatement(
            database,
            """
            SELECT generation, rows, bytes, parked, quarantined, quarantined_bytes, ledger, stored_total,
              acknowledged_total, dropped_total, quarantined_total, quarantine_evicted_total
            FROM totals WHERE one = 1
            """
        )
        guard try row.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the row of totals is missing")
        }
        defer { row.reset() }
        generation = row.integer(0)
        summary.rows = Int(row.integer(1))
        summary.bytes = row.integer(2)
        summary.parkedRows = Int(row.integer(3))
        summary.quarantinedRows = Int(row.integer(4))
        summary.quarantinedBytes = row.integer(5)
        summary.ledgerRows = Int(row.integer(6))
        summary.storedTotal = row.integer(7)
        summary.acknowledgedTotal = row.integer(8)
        summary.droppedTotal = row.integer(9)
        summary.quarantinedTotal = row.integer(10)
        summary.quarantineEvictedTotal = row.integer(11)
        summary.oldest = try BufferTotals.oldest(database)
    }

    /// Counts everything that can be counted anew; reads the whole file.
    mutating func recount(_ database: Database) throws {
        let outbox = try DirectStatement(
            database,
            "SELECT count(*), coalesce(sum(counted), 0), count(parked) FROM outbox"
        )
        if try outbox.step() {
            summary.rows = Int(outbox.integer(0))
            summary.bytes = outbox.integer(1)
            summary.parkedRows = Int(outbox.integer(2))
        }
        outbox.reset()
        let quarantine = try DirectStatement(
            database,
            "SELECT count(*), coalesce(sum(counted), 0) FROM quarantine"
        )
        if try quarantine.step() {
            summary.quarantinedRows = Int(quarantine.integer(0))
            summary.quarantinedBytes = quarantine.integer(1)
        }
        quarantine.reset()
        let ledger = try DirectStatement(database, "SELECT count(*), coalesce(sum(count), 0) FROM drops")
        if try ledger.step() {
            summary.ledgerRows = Int(ledger.integer(0))
            summary.droppedTotal = ledger.integer(1)
        }
        ledger.reset()
        summary.oldest = try BufferTotals.oldest(database)
    }

    /// Writes the row, inside the transaction that made it true.
    func write(_ database: Database) throws {
        let update = try DirectStatement(
            database,
            """
            UPDATE totals SET generation = ?, rows = ?, bytes = ?, parked = ?, quarantined = ?, quarantined_bytes = ?,
              ledger = ?, stored_total = ?, acknowledged_total = ?, dropped_total = ?, quarantined_total = ?,
              quarantine_evicted_total = ? WHERE one = 1
            """
        )
        update.bind(generation, at: 0)
        update.bind(summary.rows, at: 1)
        update.bind(summary.bytes, at: 2)
        update.bind(summary.parkedRows, at: 3)
        update.bind(summary.quarantinedRows, at: 4)
        update.bind(summary.quarantinedBytes, at: 5)
        update.bind(summary.ledgerRows, at: 6)
        update.bind(summary.storedTotal, at: 7)
        update.bind(summary.acknowledgedTotal, at: 8)
        update.bind(summary.droppedTotal, at: 9)
        update.bind(summary.quarantinedTotal, at: 10)
        update.bind(summary.quarantineEvictedTotal, at: 11)
        try update.run()
    }

    /// The earliest reception time in the outbox, from its index.
    static func oldest(_ database: Database) throws -> Timestamp? {
        let statement = try DirectStatement(database, "SELECT received FROM outbox ORDER BY received LIMIT 1")
        defer { statement.reset() }
        return try statement.step() ? Timestamp(microseconds: statement.integer(0)) : nil
    }
}
