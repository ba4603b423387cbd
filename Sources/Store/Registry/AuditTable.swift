internal import GRDB
internal import Observations

/// The statements on the audit; lines are added inside the transaction that makes them true.
enum AuditTable {
    private static let columns = "line, at, author, action, subject, detail, digest"

    /// Adds a line.
    static func append(
        _ database: Database,
        _ author: Author,
        _ action: AuditAction,
        _ subject: String,
        _ detail: String
    ) throws {
        let last = try last(database)
        let entry = AuditEntry(
            line: (last?.line ?? 0) + 1,
            at: author.now(),
            author: author.name,
            action: action,
            actionText: action.rawValue,
            subject: subject,
            detail: detail,
            digest: []
        )
        let insert = try DirectStatement(database, "INSERT INTO audit (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)")
        insert.bind(entry.line, at: 0)
        insert.bind(entry.at.microseconds, at: 1)
        insert.bind(entry.author, at: 2)
        insert.bind(entry.actionText, at: 3)
        insert.bind(entry.subject, at: 4)
        insert.bind(entry.detail, at: 5)
        insert.bind(entry.expectedDigest(after: last?.digest ?? AuditEntry.noDigest), at: 6)
        try insert.run()
    }

    /// Passes on lines before one, or the newest ones, the newest first; of one subject or of all.
    static func visit(
        _ database: Database,
        subject: String?,
        before line: Int64?,
        limit: Int,
        _ body: (AuditEntry) -> Void
    ) throws {
        let statement = try DirectStatement(
            database,
            """
            SELECT \(columns) FROM audit WHERE line < ? \(subject == nil ? "" : "AND subject = ?")
            ORDER BY line DESC LIMIT \(max(0, limit))
            """
        )
        statement.bind(line ?? .max, at: 0)
        if let subject { statement.bind(subject, at: 1) }
        defer { statement.reset() }
        while try statement.step() { body(entry(statement)) }
    }

    /// Reads the newest lines, or all, and reckons their digests anew.
    static func verify(_ database: Database, newest: Int64 = .max) throws -> AuditVerdict {
        // What AUTOINCREMENT remembers is the last line that was ever written.
        let written = try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'") ?? 0
        var lines = max(0, written - newest)
        let statement = try DirectStatement(database, "SELECT \(columns) FROM audit WHERE line >= ? ORDER BY line")
        defer { statement.reset() }
        statement.bind(lines, at: 0)
        var digest = AuditEntry.noDigest
        if lines > 0 {
            guard try statement.step(), statement.integer(0) == lines else { return .gap(before: lines + 1) }
            digest = statement.bytes(6)
        }
        var frame = AuditFrame()
        while try statement.step() {
            let line = statement.integer(0)
            guard line == lines + 1 else { return .gap(before: line) }
            frame.begin(after: digest)
            frame.add(line)
            frame.add(statement.integer(1))
            for text: Int32 in 2...5 { statement.withBytes(text) { frame.add($0) } }
            digest = frame.digest
            guard statement.withBytes(6, { $0.elementsEqual(digest) }) else { return .broken(line: line) }
            lines = line
        }
        return written == lines ? .intact(lines: lines, digest: digest) : .gap(before: written + 1)
    }

    private static func last(_ database: Database) throws -> (line: Int64, digest: [UInt8])? {
        let statement = try DirectStatement(database, "SELECT line, digest FROM audit ORDER BY line DESC LIMIT 1")
        defer { statement.reset() }
        return try statement.step() ? (statement.integer(0), statement.bytes(1)) : nil
    }

    private static func entry(_ statement: DirectStatement) -> AuditEntry {
        let word = statement.text(3)
        return AuditEntry(
            line: statement.integer(0),
            at: Timestamp(microseconds: statement.integer(1)),
            author: statement.text(2),
            action: AuditAction(rawValue: word) ?? .other,
            actionText: word,
            subject: statement.text(4),
            detail: statement.text(5),
            digest: statement.bytes(6)
        )
    }
}
