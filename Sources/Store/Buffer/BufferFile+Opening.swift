internal import GRDB
internal import GRDBSQLite
internal import Observations

extension BufferFile {
    /// Up to this size the whole file is checked and counted at opening; beyond it only its corners are looked at.
    static let wholeCheckBytes: Int64 = 16 << 20

    /// Opens or makes the file, saving what can be read of a damaged one.
    init(path: String, limits: StoreLimits, now: Timestamp) throws(StoreError) {
        var reserve = SpaceReserve(path: BufferFile.reservePath(for: path), bytes: limits.reserveBytes)
        try FileSystem.create(directory: FileSystem.parent(of: path))
        try reserve.take()
        do {
            try self.init(path: path, limits: limits, reserve: reserve, now: now)
        } catch .diskFull {
            guard try reserve.giveUp() else { throw .diskFull(path: path, reserveIsHeld: false) }
            try self.init(path: path, limits: limits, reserve: reserve, now: now)
        }
    }

    private init(path: String, limits: StoreLimits, reserve: SpaceReserve, now: Timestamp) throws(StoreError) {
        var report = OpeningReport()
        report.salvage = try Salvage.resume(path: path, limits: limits, now: now)
        if let finding = try Finding.look(at: path) {
            report.salvage = try Salvage.run(path: path, finding: finding, after: 0, limits: limits, now: now)
        }
        let hadLog = FileSystem.size(of: path + "-wal") ?? 0 > 0
        let queue: DatabaseQueue
        var totals: BufferTotals
        do {
            (queue, totals) = try BufferFile.openChecked(path: path, report: &report)
        } catch .damaged(_, let detail) {
            let finding = Finding(cause: detail, readings: StoreNote.read(for: path)?.readings)
            report.salvage = try Salvage.run(path: path, finding: finding, after: 0, limits: limits, now: now)
            (queue, totals) = try BufferFile.openChecked(path: path, report: &report)
        }
        totals.generation += 1
        report.generation = totals.generation
        report.reserveIsHeld = reserve.isHeld
        self.path = path
        self.limits = limits
        self.queue = queue
        self.totals = totals
        self.highestSequence = try BufferFile.highestSequence(queue, path: path)
        self.reserve = reserve
        self.report = report
        if hadLog { BufferFile.beginNewLog(queue) }
        note = StoreNote(boot: StoreNote.currentBoot(), readings: 0)
        note.follow(totals.summary.rows, of: path, isSynced: true)
        let generation = totals
        do {
            try queue.write { try generation.write($0) }
        } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_FULL {
            // The next commit that has room writes it.
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Ends the log of an earlier run, before the note says that this boot has opened the store.
    ///
    /// Behind its last whole transaction there may be frames of one that a power cut tore. New frames would be written over the
    /// first of them, and the rest would look like transactions that were lost.
    private static func beginNewLog(_ queue: DatabaseQueue) {
        do {
            try queue.writeWithoutTransaction { try DirectStatement($0, "PRAGMA wal_checkpoint(TRUNCATE)").run() }
        } catch {
            // On a full or a dying disk the log stays as it is: nothing of it is lost, and the next commit says what is wrong.
        }
    }

    /// Closes the handle and makes a new one that can be trusted.
    mutating func reopen(now: Timestamp) throws(StoreError) {
        let cause: String? = if case .damaged(let detail) = trust { detail } else { nil }
        // A handle that failed may not close without complaint; it is dropped all the same.
        do { try queue.close() } catch {}
        if trust == .trusted { trust = .failed }
        var salvage: SalvageReport?
        // A salvage that was cut short has moved the file aside already: opening goes on with it.
        if let cause, FileSystem.exists(path) {
            let finding = Finding(cause: cause, readings: totals.summary.rows)
            salvage = try Salvage.run(path: path, finding: finding, after: highestSequence, limits: limits, now: now)
        }
        var fresh = try BufferFile(path: path, limits: limits, now: now)
        fresh.report.salvage = salvage ?? fresh.report.salvage
        // What is in the log may have missed its sync: the file itself gets it, synced, and a new log begins.
        try fresh.checkpoint()
        self = fresh
    }

    /// Closes the file.
    mutating func close() throws(StoreError) {
        if trust == .trusted { trust = .failed }
        try SyncedDatabase.translating(path: path) { try queue.close() }
        note.follow(totals.summary.rows, of: path, isSynced: true)
    }

    private static func openChecked(
        path: String,
        report: inout OpeningReport
    ) throws(StoreError) -> (DatabaseQueue, BufferTotals) {
        let queue: DatabaseQueue
        do {
            queue = try SyncedDatabase.open(path: path, schema: BufferSchema.schema)
        } catch .failed(_, SQLITE_ERROR, let message) {
            // The statements are the schema's own: the file is not what they have made.
            throw .damaged(path: path, detail: message)
        }
        let isSmall = (FileSystem.size(of: path) ?? 0) <= wholeCheckBytes
        var countedAnew = false
        let totals = try SyncedDatabase.translating(path: path) {
            try queue.unsafeRead { database in
                // What a person has added beside, such as statistics of SQLite, is no damage.
                let made = try TableDescriptions(of: BufferSchema.schema)
                guard made.isPart(of: try TableDescriptions(reading: database)) else {
                    throw StoreError.damaged(path: path, detail: "its tables are not described as they were made")
                }
                try (isSmall ? checkWhole : checkCorners)(database, path)
                var totals = try BufferTotals(reading: database)
                guard isSmall else { return totals }
                let written = totals
                try totals.recount(database)
                countedAnew = written != totals
                return totals
            }
        }
        report.countedAnew = countedAnew
        return (queue, totals)
    }

    private static func highestSequence(_ queue: DatabaseQueue, path: String) throws(StoreError) -> Int64 {
        try SyncedDatabase.translating(path: path) {
            try queue.unsafeRead {
                try Int64.fetchOne($0, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'") ?? 0
            }
        }
    }

    private static func checkWhole(_ database: Database, path: String) throws {
        let answer = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard answer == "ok" else { throw StoreError.damaged(path: path, detail: answer) }
    }

    /// Looks at both ends of every table and index; takes as long for ten million rows as for ten.
    private static func checkCorners(_ database: Database, path: String) throws {
        let pageCount = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let pageSize = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        let logBytes = FileSystem.size(of: path + "-wal") ?? 0
        if logBytes == 0, let size = FileSystem.size(of: path), size < pageCount * pageSize {
            throw StoreError.damaged(path: path, detail: "it has \(size) bytes of \(pageCount * pageSize)")
        }
        let corners = [
            "SELECT body FROM outbox ORDER BY sequence", "SELECT body FROM outbox ORDER BY sequence DESC",
            "SELECT key FROM outbox ORDER BY key", "SELECT key FROM outbox ORDER BY key DESC",
            "SELECT received FROM outbox ORDER BY received", "SELECT received FROM outbox ORDER BY received DESC",
            "SELECT payload FROM quarantine ORDER BY sequence", "SELECT payload FROM quarantine ORDER BY sequence DESC",
            "SELECT origin FROM quarantine ORDER BY origin", "SELECT origin FROM quarantine ORDER BY origin DESC",
            "SELECT count FROM drops ORDER BY line", "SELECT count FROM drops ORDER BY line DESC",
            "SELECT value FROM marks ORDER BY line", "SELECT value FROM marks ORDER BY name",
            "SELECT payload FROM raw ORDER BY sequence", "SELECT payload FROM raw ORDER BY sequence DESC",
            "SELECT received FROM raw ORDER BY received", "SELECT received FROM raw ORDER BY received DESC",
            "SELECT stored FROM injected ORDER BY first", "SELECT stored FROM injected ORDER BY first DESC",
        ]
        for corner in corners {
            let statement = try DirectStatement(database, corner + " LIMIT 1")
            if try statement.step() { statement.reset() }
        }
    }
}
