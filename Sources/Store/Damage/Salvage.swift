internal import GRDB
internal import Observations

/// Saves what can be read of a damaged buffer file.
///
/// The order on the disk; each step may be the last one before a power cut:
/// 1. `buffer.db` becomes `buffer.db.damaged-<time>`, then `buffer.db-wal` follows it;
/// 2. the readable rows go into a new file `buffer.db.salvage`, with their sequences;
/// 3. `buffer.db.salvage` becomes `buffer.db`.
///
/// The log's verified frames are written into the damaged file first, and the log is kept as `…-log`: SQLite would end at the first
/// frame that is wrong. Readings that no tree leads to any more are looked for in single pages (see `PageScan`).
///
/// A start that finds no `buffer.db` but a damaged file goes on with step 2. The damaged file itself is only read, but
/// for a first page that is damaged: it is kept as `….page1` and replaced by that of a new file, whose tables begin at the
/// same pages. Only the newest few damaged files are kept.
enum Salvage {
    /// How many damaged files are kept.
    static let damagedFilesMax = 3
    /// Of every file of a store.
    static let pageBytes = 4_096
    /// How far new sequences stay away from those of rows that could not be read.
    static let sequenceGap: Int64 = 1_000_000

    /// Goes on with a salvage that a power cut ended.
    static func resume(path: String, limits: StoreLimits, now: Timestamp) throws(StoreError) -> SalvageReport? {
        guard !FileSystem.exists(path), let damaged = damagedFiles(of: path).last else { return nil }
        if !FileSystem.exists(damaged + "-wal") { try FileSystem.move(path + "-wal", to: damaged + "-wal") }
        try FileSystem.remove(path + "-shm")
        let finding = Finding(cause: "an earlier salvage was cut short", readings: nil)
        return try fill(path: path, from: damaged, finding, after: 0, limits, now)
    }

    /// Moves the damaged file aside and makes a new one with what can be read of it.
    static func run(
        path: String,
        finding: Finding,
        after highestSequence: Int64,
        limits: StoreLimits,
        now: Timestamp
    ) throws(StoreError) -> SalvageReport {
        try FileSystem.create(file: path)
        let directory = FileSystem.parent(of: path)
        var damaged = path + ".damaged-" + compact(now)
        while FileSystem.exists(damaged) { damaged += "-again" }
        try FileSystem.move(path, to: damaged)
        try FileSystem.sync(directory: directory)
        try FileSystem.move(path + "-wal", to: damaged + "-wal")
        try FileSystem.remove(path + "-shm")
        try FileSystem.sync(directory: directory)
        return try fill(path: path, from: damaged, finding, after: highestSequence, limits, now)
    }

    private static func fill(
        path: String,
        from damaged: String,
        _ finding: Finding,
        after highestSequence: Int64,
        _ limits: StoreLimits,
        _ now: Timestamp
    ) throws(StoreError) -> SalvageReport {
        var report = SalvageReport(cause: finding.cause, damagedPath: damaged)
        let isLastTorn = try mendLog(of: damaged)
        let fresh = path + ".salvage"
        for suffix in ["", "-wal", "-shm"] { try FileSystem.remove(fresh + suffix) }
        let target = try SyncedDatabase.open(path: fresh, schema: BufferSchema.schema)
        try checkpoint(target, path: fresh)
        var last = highestSequence
        var known: BufferTotals?
        if let source = try open(damaged, like: fresh) {
            try SyncedDatabase.translating(path: fresh) {
                try target.writeWithoutTransaction { target in
                    try source.unsafeRead { source in
                        (known, last) = try copy(from: source, to: target, after: highestSequence, &report)
                    }
                }
            }
            // It was only read; that it may not close changes nothing.
            do { try source.close() } catch {}
        }
        last = max(last, try scan(damaged, into: target, path: fresh, known, &report))
        // Where the file itself cannot tell how much it held, the note tells about how much.
        let isEndMissing = finding.isEndMissing || isLastTorn
        if known == nil || isEndMissing {
            let gone = (finding.readings ?? 0) - report.salvagedReadings
            report.unreadableReadings = max(report.unreadableReadings, gone, isEndMissing ? 1 : 0)
            report.isExact = false
        }
        try SyncedDatabase.translating(path: fresh) {
            try target.write { try account(in: $0, known, after: last, limits, now, report) }
        }
        try checkpoint(target, path: fresh)
        try SyncedDatabase.translating(path: fresh) { try target.close() }
        for suffix in ["-wal", "-shm"] { try FileSystem.remove(fresh + suffix) }
        try FileSystem.move(fresh, to: path)
        try FileSystem.sync(directory: FileSystem.parent(of: path))
        for old in damagedFiles(of: path).dropLast(damagedFilesMax) {
            for suffix in ["", "-wal", "-shm", ".page1", "-log"] { try FileSystem.remove(old + suffix) }
        }
        return report
    }

    /// Looks for the readings that are still missing in single pages.
    ///
    /// - Returns: the highest sequence that it found.
    private static func scan(
        _ damaged: String,
        into target: DatabaseQueue,
        path: String,
        _ known: BufferTotals?,
        _ report: inout SalvageReport
    ) throws(StoreError) -> Int64 {
        let missing = known.map { $0.summary.rows - report.salvagedReadings } ?? Int.max
        guard missing > 0 else { return 0 }
        let found = try SyncedDatabase.translating(path: path) {
            try target.write { try PageScan(path: damaged).recover(into: $0, limit: missing) }
        }
        report.salvagedReadings += found.count
        report.unreadableReadings = max(0, report.unreadableReadings - found.count)
        return found.highest
    }

    /// Writes the verified frames of the log into the damaged file, and keeps the log aside.
    ///
    /// - Returns: whether the last transaction, which was confirmed, lacks frames: the file's own counters may know nothing of it.
    private static func mendLog(of damaged: String) throws(StoreError) -> Bool {
        guard let log = try WriteAheadLog(path: damaged + "-wal", pageBytes: pageBytes) else { return false }
        let isSameBoot = StoreNote.read(for: damaged)?.isOf(boot: StoreNote.currentBoot()) ?? false
        try log.apply(to: damaged, afterPowerCut: !isSameBoot)
        try FileSystem.move(damaged + "-wal", to: damaged + "-log")
        try FileSystem.sync(directory: FileSystem.parent(of: damaged))
        return isSameBoot && log.isLastTransactionTorn
    }

    /// Opens the damaged file for reading, with a new first page if it must be; nothing when that does not help.
    private static func open(_ damaged: String, like fresh: String) throws(StoreError) -> DatabaseQueue? {
        if let queue = openAsItIs(damaged), hasKnownTables(queue, damaged) { return queue }
        let original = try FileSystem.read(damaged, from: 0, count: pageBytes)
        var page = try FileSystem.read(fresh, from: 0, count: pageBytes)
        guard original.count == pageBytes, page.count == pageBytes else { return nil }
        let pages = (FileSystem.size(of: damaged) ?? 0) / Int64(pageBytes)
        // The database header (https://www.sqlite.org/fileformat2.html#the_database_header), all big-endian:
        // change counter at 24, pages at 28, first free page at 32, free pages at 36, "pages" is valid for counter at 92.
        for (offset, value) in [(24, 1), (28, UInt32(clamping: pages)), (32, 0), (36, 0), (92, 1)] as [(Int, UInt32)] {
            for byte in 0..<4 { page[offset + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(byte))) }
        }
        try FileSystem.write(original, to: damaged + ".page1", at: 0)
        try FileSystem.write(page, to: damaged, at: 0)
        return openAsItIs(damaged)
    }

    private static func openAsItIs(_ damaged: String) -> DatabaseQueue? {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: damaged, configuration: configuration)
            // The tables must be known; what is in them is another matter.
            try queue.unsafeRead { _ = try $0.cachedStatement(sql: "SELECT sequence, key, body FROM outbox LIMIT 1") }
            return queue
        } catch {
            return nil
        }
    }

    private static func hasKnownTables(_ queue: DatabaseQueue, _ damaged: String) -> Bool {
        readable {
            let found = try queue.unsafeRead { try TableDescriptions(reading: $0) }
            return try found.isPart(of: TableDescriptions(of: BufferSchema.schema))
        } ?? false
    }

    private static func copy(
        from source: Database,
        to target: Database,
        after highestSequence: Int64,
        _ report: inout SalvageReport
    ) throws -> (known: BufferTotals?, last: Int64) {
        let known = readable { try BufferTotals(reading: source) }
        func last(_ table: SalvagedTable.Table) -> Int64? {
            let sql = "SELECT seq FROM sqlite_sequence WHERE name = '\(table.rawValue)'"
            return readable { try Int64.fetchOne(source, sql: sql) } ?? nil
        }
        var outbox = SalvagedTable(source: source, target: target, table: .outbox)
        try outbox.copy(upTo: last(.outbox))
        var quarantine = SalvagedTable(source: source, target: target, table: .quarantine)
        try quarantine.copy(upTo: last(.quarantine))
        var drops = SalvagedTable(source: source, target: target, table: .drops)
        try drops.copy(upTo: last(.drops))
        // An older gateway's file has no marks and nothing raw.
        if readable({ try source.tableExists("marks") }) == true {
            var marks = SalvagedTable(source: source, target: target, table: .marks)
            try marks.copy(upTo: Marks.linesMax)
        }
        if let lastRaw = last(.raw) {
            var raw = SalvagedTable(source: source, target: target, table: .raw)
            try raw.copy(upTo: lastRaw)
        }

        report.salvagedReadings = outbox.copied
        report.salvagedQuarantined = quarantine.copied
        report.salvagedDrops = drops.copied
        report.isExact = known != nil
        report.unreadableReadings = known.map { max(0, $0.summary.rows - outbox.copied) } ?? outbox.unreadable
        var totals = known
        totals?.summary.quarantineEvictedTotal += Int64(quarantine.unreadable)
        return (totals, max(last(.outbox) ?? 0, outbox.highest, highestSequence))
    }

    /// Counts what the new file holds, and what is gone.
    private static func account(
        in target: Database,
        _ known: BufferTotals?,
        after highestSequence: Int64,
        _ limits: StoreLimits,
        _ now: Timestamp,
        _ report: SalvageReport
    ) throws {
        var totals = try known ?? BufferTotals(reading: target)
        try totals.recount(target)
        var ledger = Ledger()
        ledger.add(DropEntry(thing: nil, first: now, last: now, count: report.unreadableReadings, reason: .unreadable))
        try ledger.write(target, limits: limits, totals: &totals)
        try totals.write(target)
        try Raw.recount(target)
        // Whoever still holds the sequence of a row that was lost must never mean another row by it.
        try target.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'outbox'")
        try target.execute(
            sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)",
            arguments: [highestSequence + sequenceGap]
        )
    }

    private static func readable<Value>(_ body: () throws -> Value) -> Value? {
        do { return try body() } catch { return nil }
    }

    private static func checkpoint(_ queue: DatabaseQueue, path: String) throws(StoreError) {
        try SyncedDatabase.translating(path: path) {
            try queue.writeWithoutTransaction { database in
                try DirectStatement(database, "PRAGMA wal_checkpoint(TRUNCATE)").run()
            }
        }
    }

    /// The damaged files beside the file, the oldest first.
    private static func damagedFiles(of path: String) -> [String] {
        let directory = FileSystem.parent(of: path)
        let prefix = FileSystem.name(of: path) + ".damaged-"
        return FileSystem.names(in: directory)
            .filter {
                name in name.hasPrefix(prefix) && !["-wal", "-shm", ".page1", "-log"].contains { name.hasSuffix($0) }
            }
            .sorted()
            .map { directory + "/" + $0 }
    }

    /// The moment as `20261123T080000Z`.
    static func compact(_ moment: Timestamp) -> String {
        let seconds = moment.microseconds.flooredQuotient(by: 1_000_000)
        let days = seconds.flooredQuotient(by: 86_400)
        let second = seconds - days * 86_400
        // Days to a date of the Gregorian calendar, by eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func digits(_ value: Int64, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(year, 4) + digits(month, 2) + digits(day, 2) + "T" + digits(second / 3_600, 2)
            + digits(second / 60 % 60, 2) + digits(second % 60, 2) + "Z"
    }
}

extension Int64 {
    /// The quotient, rounded towards negative infinity.
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
