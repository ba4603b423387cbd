internal import GRDB
internal import Observations

/// The drop ledger: what was stored and then dropped, by whom it was measured, when it was received, how much and why.
///
/// Lines of one thing and reason grow together while the pause between them is at most an hour. The ledger is bounded by
/// merging: the older half of its lines is joined per thing and reason, and when that is not enough per reason alone.
/// The sum of all counts is never changed by merging.
struct Ledger {
    /// Drops of a thing that are further apart than this get a line of their own.
    static let joinWithinMicroseconds: Int64 = 3_600_000_000

    private struct Key: Hashable {
        let thing: String?
        let reason: String
    }

    private struct Span {
        var first: Int64
        var last: Int64
        var count: Int64
    }

    private var spans: [Key: Span] = [:]

    /// Whether nothing was dropped.
    var isEmpty: Bool { spans.isEmpty }

    /// Adds one reading.
    mutating func add(thing: String, received: Int64, reason: DropReason) {
        add(Key(thing: thing, reason: reason.rawValue), Span(first: received, last: received, count: 1))
    }

    /// Adds a line.
    mutating func add(_ entry: DropEntry) {
        guard entry.count > 0 else { return }
        let first = min(entry.first.microseconds, entry.last.microseconds)
        let last = max(entry.first.microseconds, entry.last.microseconds)
        add(
            Key(thing: entry.thing?.string, reason: entry.reason.rawValue),
            Span(first: first, last: last, count: Int64(entry.count))
        )
    }

    /// Writes what was added, joined to the lines that are there, and counts it in `totals`.
    func write(_ database: Database, limits: StoreLimits, totals: inout BufferTotals) throws {
        if spans.isEmpty { return }
        let newest = try DirectStatement(
            database,
            "SELECT line, first, last FROM drops WHERE thing IS ? AND reason = ? ORDER BY line DESC LIMIT 1"
        )
        let join = try DirectStatement(
            database,
            "UPDATE drops SET first = min(first, ?), last = max(last, ?), count = count + ? WHERE line = ?"
        )
        for (key, span) in spans {
            totals.summary.droppedTotal += span.count
            newest.bind(key.thing, at: 0)
            newest.bind(key.reason, at: 1)
            var line: Int64?
            if try newest.step() {
                let isNear =
                    span.first <= newest.integer(2) + Ledger.joinWithinMicroseconds
                    && span.last >= newest.integer(1) - Ledger.joinWithinMicroseconds
                if isNear { line = newest.integer(0) }
            }
            newest.reset()
            if let line {
                join.bind(span.first, at: 0)
                join.bind(span.last, at: 1)
                join.bind(span.count, at: 2)
                join.bind(line, at: 3)
                try join.run()
            } else {
                try Ledger.insert(database, key, span)
                totals.summary.ledgerRows += 1
            }
        }
        if totals.summary.ledgerRows > limits.ledgerRows { try Ledger.merge(database, totals: &totals) }
    }

    private mutating func add(_ key: Key, _ span: Span) {
        guard var known = spans[key] else {
            spans[key] = span
            return
        }
        known.first = min(known.first, span.first)
        known.last = max(known.last, span.last)
        known.count += span.count
        spans[key] = known
    }

    private static func insert(_ database: Database, _ key: Key, _ span: Span) throws {
        let insert = try DirectStatement(
            database,
            "INSERT INTO drops (thing, reason, first, last, count) VALUES (?, ?, ?, ?, ?)"
        )
        insert.bind(key.thing, at: 0)
        insert.bind(key.reason, at: 1)
        insert.bind(span.first, at: 2)
        insert.bind(span.last, at: 3)
        insert.bind(span.count, at: 4)
        try insert.run()
    }

    /// Joins the older half of the lines.
    private static func merge(_ database: Database, totals: inout BufferTotals) throws {
        let half = totals.summary.ledgerRows / 2
        let oldest = try DirectStatement(
            database,
            "SELECT line, thing, reason, first, last, count FROM drops ORDER BY last, line LIMIT ?"
        )
        oldest.bind(half, at: 0)
        var perThing = Ledger()
        var lines: [Int64] = []
        while try oldest.step() {
            lines.append(oldest.integer(0))
            perThing.add(
                Key(thing: oldest.isNull(1) ? nil : oldest.text(1), reason: oldest.text(2)),
                Span(first: oldest.integer(3), last: oldest.integer(4), count: oldest.integer(5))
            )
        }
        var merged = perThing
        if perThing.spans.count > half / 2 {
            merged = Ledger()
            for (key, span) in perThing.spans { merged.add(Key(thing: nil, reason: key.reason), span) }
        }
        let delete = try DirectStatement(database, "DELETE FROM drops WHERE line = ?")
        for line in lines {
            delete.bind(line, at: 0)
            try delete.run()
        }
        for (key, span) in merged.spans { try insert(database, key, span) }
        totals.summary.ledgerRows += merged.spans.count - lines.count
    }
}
