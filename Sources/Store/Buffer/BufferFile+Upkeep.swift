internal import GRDB
internal import Observations

extension BufferFile {
    /// Free pages below this are kept for the next readings.
    private static let freePagesKept = 256

    /// Commits something that needs hardly any room, from the reserve if the disk is full.
    mutating func commitSmall<Result>(
        _ body: (Database, inout BufferTotals) throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try commit(body)
        } catch .diskFull {
            guard try reserve.giveUp() else { throw .diskFull(path: path, reserveIsHeld: false) }
            return try commit(body)
        }
    }

    /// Drops rows by age, with their ledger lines, in one transaction.
    mutating func expire(
        receivedBefore moment: Timestamp,
        excluding outstanding: Set<SequenceNumber>,
        limit: Int
    ) throws(StoreError) -> ExpiryReport {
        let rows = try read { database in
            try Outbox.expired(database, receivedBefore: moment, excluding: outstanding, limit: limit)
        }
        if rows.isEmpty { return ExpiryReport(expired: [], isComplete: true) }
        let limits = limits
        try commitSmall { database, totals in
            var ledger = Ledger()
            try Outbox.evict(database, rows, reason: .expired, ledger: &ledger, totals: &totals)
            try Injected.forget(database, before: moment)
            try ledger.write(database, limits: limits, totals: &totals)
            totals.summary.oldest = try BufferTotals.oldest(database)
        }
        return ExpiryReport(expired: rows.map(\.sequence), isComplete: rows.count < limit)
    }

    /// The most raw messages that one transaction removes.
    private static let rawTrimRows = 20_000

    /// Keeps raw messages within their limits; on a full disk they give way.
    mutating func keepRaw(
        _ messages: [RawMessage],
        dropping moment: Timestamp?
    ) throws(StoreError) -> (isKept: Bool, isComplete: Bool) {
        let bytesMax = limits.rawBytes
        let rowsMax = BufferFile.rawTrimRows
        do {
            let isKept = reserve.isHeld || reserve.bytes == 0
            let removed = try commit { database, _ in
                if isKept, !messages.isEmpty { try Raw.insert(database, messages) }
                return try Raw.trim(database, receivedBefore: moment, bytesMax: bytesMax, limit: rowsMax)
            }
            return (isKept, removed < rowsMax)
        } catch .diskFull {
            let half = (try read { try Marks.value($0, Marks.rawBytes) } ?? 0) / 2
            // Not out of the reserve: that is for what is worth more.
            do {
                let removed = try commit { database, _ in
                    try Raw.trim(database, receivedBefore: nil, bytesMax: half, limit: rowsMax)
                }
                return (false, removed < rowsMax)
            } catch .diskFull {
                return (false, true)
            }
        }
    }

    /// Moves free pages to the end of the file, cuts them off and empties the log.
    mutating func giveBackSpace(pagesMax: Int, now: Timestamp) throws(StoreError) -> SpaceReport {
        let before = try pages()
        let isWorthwhile =
            before.free > BufferFile.freePagesKept && (totals.summary.rows == 0 || before.free * 4 > before.all)
        if isWorthwhile {
            do {
                try queue.writeWithoutTransaction { database in
                    let vacuum = try DirectStatement(database, "PRAGMA incremental_vacuum(\(pagesMax))")
                    try vacuum.run()
                }
            } catch {
                throw failed(error)
            }
        }
        let after = try pages()
        let isComplete = !isWorthwhile || after.free <= BufferFile.freePagesKept || after.all == before.all
        if isComplete, before.all != after.all || FileSystem.size(of: path + "-wal") ?? 0 > 0 { try checkpoint() }
        takeReserve(now: now)
        return SpaceReport(pagesGivenBack: before.all - after.all, freePages: after.free, isComplete: isComplete)
    }

    /// Brings the log into the file and makes the log empty.
    ///
    /// - Throws: `StoreError.busy` while another process reads an older state.
    mutating func checkpoint() throws(StoreError) {
        let path = path
        do {
            try queue.writeWithoutTransaction { database in
                let checkpoint = try DirectStatement(database, "PRAGMA wal_checkpoint(TRUNCATE)")
                guard try checkpoint.step() else { return }
                defer { checkpoint.reset() }
                if checkpoint.integer(0) != 0 { throw StoreError.busy(path: path) }
            }
        } catch {
            throw failed(error)
        }
    }

    /// How many pages the file has, and how many of them hold nothing.
    mutating func pages() throws(StoreError) -> (all: Int, free: Int) {
        try read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0,
                try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
            )
        }
    }
}
