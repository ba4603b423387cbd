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

    /// Lines before one, or the newest ones, the newest first; of one subject or of all.
    static func list(
        _ database: Database,
        subject: String?,
        before line: Int64?,
        limit: Int
    ) throws -> [AuditEntry] {
        let statement = try DirectStatement(
            database,
            """
            SELECT \(columns) FROM audit WHERE line < ? \(subject == nil ? "" : "AND subject = ?")
            ORDER BY line DESC LIMIT \(max(0, limit))
            """
        )
        statement.bind(line ?? .max, at: 0)
        if let subject { statement.bind(subject, at: 1) }
        return try rows(statement)
    }

    /// Reads all lines and reckons their digests anew.
    static func verify(_ database: Database) throws -> AuditVerdict {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM audit ORDER BY line")
        defer { statement.reset() }
        var digest = AuditEntry.noDigest
        var lines: Int64 = 0
        while try statement.step() {
            let entry = entry(statement)
            guard entry.line == lines + 1 else { return .gap(before: entry.line) }
            guard entry.digest == entry.expectedDigest(after: digest) else { return .broken(line: entry.line) }
            lines = entry.line
            digest = entry.digest
        }
        // What AUTOINCREMENT remembers is the last line that was ever written.
        let written = try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'") ?? 0
        return written == lines ? .intact(lines: lines, digest: digest) : .gap(before: written + 1)
    }

    private static func last(_ database: Database) throws -> (line: Int64, digest: [UInt8])? {
        let statement = try DirectStatement(database, "SELECT line, digest FROM audit ORDER BY line DESC LIMIT 1")
        defer { statement.reset() }
        return try statement.step() ? (statement.integer(0), statement.bytes(1)) : nil
    }

    private static func rows(_ statement: DirectStatement) throws -> [AuditEntry] {
        defer { statement.reset() }
        var entries: [AuditEntry] = []
        while try statement.step() { entries.append(entry(statement)) }
        return entries
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
