internal import GRDB
internal import Observations

/// Copies the rows of one table that can still be read, around those that cannot.
///
/// It reads from the lowest row up to the first failure, from the highest down to the first failure, and halves what lies
/// between until the readable rows are out. The number of failed probes is bounded.
struct SalvagedTable {
    /// One of the tables of `BufferSchema`.
    enum Table: String {
        case outbox
        case quarantine
        case drops
        case marks
        case raw

        var columns: [String] {
            switch self {
            case .outbox:
                [
                    "sequence", "key", "received", "steady", "connection", "parked", "parked_at", "replayed_offset",
                    "counted", "thing", "topic", "body",
                ]
            case .quarantine:
                [
                    "sequence", "received", "reason", "counted", "hardware_id", "origin", "detail", "topic", "payload",
                ]
            case .drops: ["line", "thing", "reason", "first", "last", "count"]
            case .marks: ["line", "name", "value"]
            case .raw: ["sequence", "received", "revision", "counted", "topic", "payload"]
            }
        }

        /// The column with the name of a thing.
        var thingColumn: Int32? {
            switch self {
            case .outbox: 9
            case .drops: 1
            case .quarantine, .marks, .raw: nil
            }
        }
    }

    /// How many probes may fail before the rest of a table is given up: some seconds.
    static let failedProbesMax = 200_000
    /// How far the search goes where the highest row number is not known.
    static let rowsAheadMax: Int64 = 10_000_000
    private static let rowsPerTransaction = 10_000

    let source: Database
    let target: Database
    let table: Table
    /// Rows that were copied.
    private(set) var copied = 0
    /// Row numbers that could not be read, and rows that make no sense; an upper bound.
    private(set) var unreadable = 0
    /// The highest row number that was copied.
    private(set) var highest: Int64 = 0
    private var failedProbes = 0
    private var uncommitted = 0

    init(source: Database, target: Database, table: Table) {
        self.source = source
        self.target = target
        self.table = table
    }

    /// Copies all that can be read; `lastRow` is the highest row number that was ever given, when that is known.
    mutating func copy(upTo lastRow: Int64?) throws {
        try target.beginTransaction(.immediate)
        do {
            if let low = try walk(from: 1, to: Int64.max, ascending: true),
                let high = try walk(from: low, to: Int64.max, ascending: false)
            {
                let ahead = low.addingReportingOverflow(SalvagedTable.rowsAheadMax)
                try halve(low, min(high, lastRow ?? (ahead.overflow ? Int64.max - 1 : ahead.partialValue)))
            }
            try target.commit()
        } catch {
            try target.rollback()
            throw error
        }
    }

    /// Copies the rows of a range in order, until one cannot be read or is out of order.
    ///
    /// - Returns: where the range that was not read begins (ascending) or ends (descending); nothing when all was read.
    private mutating func walk(from low: Int64, to high: Int64, ascending: Bool) throws -> Int64? {
        var position = ascending ? low : high
        do {
            let names = table.columns.joined(separator: ", ")
            let select = try DirectStatement(
                source,
                "SELECT \(names) FROM \(table.rawValue) NOT INDEXED WHERE \(table.columns[0]) BETWEEN ? AND ?"
                    + " ORDER BY \(table.columns[0]) \(ascending ? "ASC" : "DESC")"
            )
            defer { select.reset() }
            select.bind(low, at: 0)
            select.bind(high, at: 1)
            while try step(select) {
                let row = select.integer(0)
                // A damaged tree can lead back to rows that were read, or to numbers that were never given.
                guard ascending ? row >= position : row <= position, row > 0, row < Int64.max else {
                    throw Unreadable()
                }
                position = ascending ? row + 1 : row - 1
                try insert(select, row)
            }
            return nil
        } catch is Unreadable {
            failedProbes += 1
            return position
        }
    }

    /// Copies what can be read between two row numbers.
    private mutating func halve(_ low: Int64, _ high: Int64) throws {
        var ranges = [(low, high)]
        while let (low, high) = ranges.popLast() {
            if low > high { continue }
            guard failedProbes < SalvagedTable.failedProbesMax else {
                unreadable += Int(clamping: high - low + 1)
                continue
            }
            guard let stop = try walk(from: low, to: high, ascending: true) else { continue }
            if stop > high { continue }
            if low == high {
                unreadable += 1
                continue
            }
            let middle = stop + (high - stop) / 2
            ranges.append((middle + 1, high))
            ranges.append((stop, middle))
        }
    }

    private struct Unreadable: Error {}

    /// Steps the source; only its failures make a row unreadable.
    private func step(_ select: DirectStatement) throws -> Bool {
        do { return try select.step() } catch { throw Unreadable() }
    }

    private mutating func insert(_ select: DirectStatement, _ row: Int64) throws {
        if let column = table.thingColumn, !select.isNull(column) {
            do {
                _ = try Slug(select.text(column))
            } catch {
                unreadable += 1
                return
            }
        }
        let places = table.columns.map { _ in "?" }.joined(separator: ", ")
        let names = table.columns.joined(separator: ", ")
        let insert = try DirectStatement(target, "INSERT INTO \(table.rawValue) (\(names)) VALUES (\(places))")
        for column in 0..<Int32(table.columns.count) { insert.bind(column: column, of: select, at: column) }
        do {
            try insert.run()
        } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT {
            unreadable += 1
            return
        }
        copied += 1
        highest = max(highest, row)
        uncommitted += 1
        guard uncommitted >= SalvagedTable.rowsPerTransaction else { return }
        uncommitted = 0
        try target.commit()
        try target.beginTransaction(.immediate)
    }
}
