internal import GRDB
internal import Observations

/// Whether a transaction's readings fit, and which rows must leave for them.
///
/// It only reads.
struct OutboxRoom {
    /// The oldest rows, as many as must leave.
    private(set) var evicted: [EvictedRow] = []

    /// Looks for room; on a full disk `factor` times the size of the readings must leave, on a disk with room it is 0.
    ///
    /// It throws `StoreError.outboxFull` when the readings do not fit.
    init(
        _ database: Database,
        _ transaction: StoreTransaction,
        limits: StoreLimits,
        totals: BufferTotals,
        evictingTimes factor: Int
    ) throws {
        if transaction.readings.isEmpty { return }
        var bytes = transaction.readings.reduce(into: Int64(0)) { $0 += Int64($1.countedBytes) }
        var rows = transaction.readings.count
        func excess() -> (rows: Int, bytes: Int64) {
            let excessRows = limits.maximumRows > 0 ? totals.summary.rows + rows - limits.maximumRows : 0
            let excessBytes = totals.summary.bytes + bytes - limits.maximumBytes
            return (excessRows, factor > 0 ? max(excessBytes, bytes * Int64(factor)) : excessBytes)
        }
        // The usual case, without a look into the file: even if all are new and no acknowledged row leaves, they fit.
        if excess().rows <= 0, excess().bytes <= 0 { return }

        var kept = transaction.outstanding
        kept.formUnion(transaction.acknowledged)
        let find = try DirectStatement(database, "SELECT sequence FROM outbox WHERE key = ?")
        for reading in transaction.readings {
            find.bind(Int64(bitPattern: reading.id.bits), at: 0)
            guard try find.step() else { continue }
            kept.insert(SequenceNumber(rawValue: find.integer(0)))
            find.reset()
            rows -= 1
            bytes -= Int64(reading.countedBytes)
        }
        if rows == 0 { return }
        let counted = try DirectStatement(database, "SELECT counted FROM outbox WHERE sequence = ?")
        for sequence in Set(transaction.acknowledged) {
            counted.bind(sequence.rawValue, at: 0)
            guard try counted.step() else { continue }
            rows -= 1
            bytes -= counted.integer(0)
            counted.reset()
        }
        var (excessRows, excessBytes) = excess()
        if excessRows <= 0, excessBytes <= 0 { return }
        let full = StoreError.outboxFull(rows: totals.summary.rows, bytes: totals.summary.bytes, limits: limits)
        guard limits.whenFull == .dropOldest, transaction.mayEvict else { throw full }

        let oldest = try DirectStatement(
            database,
            "SELECT sequence, thing, received, counted, parked IS NOT NULL FROM outbox ORDER BY sequence"
        )
        defer { oldest.reset() }
        while excessRows > 0 || excessBytes > 0 {
            // On a full disk it is enough to have tried: what left may be all there was.
            guard try oldest.step() else {
                if factor > 0, !evicted.isEmpty { return }
                throw full
            }
            let sequence = SequenceNumber(rawValue: oldest.integer(0))
            if kept.contains(sequence) { continue }
            evicted.append(
                EvictedRow(
                    sequence: sequence,
                    thing: oldest.text(1),
                    received: oldest.integer(2),
                    counted: oldest.integer(3),
                    isParked: oldest.integer(4) != 0
                )
            )
            excessRows -= 1
            excessBytes -= oldest.integer(3)
        }
    }
}
