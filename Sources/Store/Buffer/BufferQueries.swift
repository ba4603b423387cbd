internal import GRDB
internal import Observations

/// What people ask of the buffer file; every answer is bounded.
enum BufferQueries {
    static func parkedTopics(_ database: Database, limit: Int) throws -> [ParkedTopic] {
        let statement = try DirectStatement(
            database,
            """
            SELECT topic, rows, first, outbox.parked, outbox.parked_at FROM
              (SELECT topic AS refused, count(*) AS rows, min(sequence) AS first
               FROM outbox INDEXED BY outbox_parked WHERE parked IS NOT NULL GROUP BY topic LIMIT ?)
            JOIN outbox ON outbox.sequence = first ORDER BY first
            """
        )
        statement.bind(limit, at: 0)
        defer { statement.reset() }
        var topics: [ParkedTopic] = []
        while try statement.step() {
            topics.append(
                ParkedTopic(
                    topic: statement.text(0),
                    rows: Int(statement.integer(1)),
                    firstSequence: SequenceNumber(rawValue: statement.integer(2)),
                    reason: .refused(reasonCode: UInt8(truncatingIfNeeded: statement.integer(3))),
                    parked: Timestamp(microseconds: statement.integer(4))
                )
            )
        }
        return topics
    }

    static func backlogs(_ database: Database, limit: Int, rowsMax: Int) throws -> [ThingBacklog] {
        let statement = try DirectStatement(
            database,
            """
            SELECT thing, count(*), count(parked), min(received) FROM
              (SELECT thing, parked, received FROM outbox ORDER BY sequence LIMIT ?)
            GROUP BY thing ORDER BY count(*) DESC, thing LIMIT ?
            """
        )
        statement.bind(rowsMax, at: 0)
        statement.bind(limit, at: 1)
        defer { statement.reset() }
        var backlogs: [ThingBacklog] = []
        while try statement.step() {
            backlogs.append(
                ThingBacklog(
                    thing: try slug(statement.text(0)),
                    rows: Int(statement.integer(1)),
                    parkedRows: Int(statement.integer(2)),
                    oldest: Timestamp(microseconds: statement.integer(3))
                )
            )
        }
        return backlogs
    }

    static func quarantineGroups(_ database: Database, limit: Int, offset: Int) throws -> [QuarantineGroup] {
        let statement = try DirectStatement(
            database,
            """
            SELECT hardware_id, topic, n, b, received, reason, detail FROM
              (SELECT count(*) AS n, sum(counted) AS b, max(sequence) AS newest FROM quarantine GROUP BY origin)
            JOIN quarantine ON quarantine.sequence = newest ORDER BY newest DESC LIMIT ? OFFSET ?
            """
        )
        statement.bind(limit, at: 0)
        statement.bind(offset, at: 1)
        defer { statement.reset() }
        var groups: [QuarantineGroup] = []
        while try statement.step() {
            groups.append(
                QuarantineGroup(
                    hardwareID: statement.isNull(0) ? nil : statement.text(0),
                    topic: statement.bytes(1),
                    count: Int(statement.integer(2)),
                    bytes: statement.integer(3),
                    newest: Timestamp(microseconds: statement.integer(4)),
                    reason: QuarantineReason(rawValue: statement.text(5)) ?? .other,
                    detail: statement.text(6)
                )
            )
        }
        return groups
    }

    static func quarantined(
        _ database: Database,
        hardwareID: String?,
        before: SequenceNumber?,
        limit: Int
    ) throws -> [QuarantineRow] {
        let filter = hardwareID == nil ? "" : "origin = ? AND "
        let statement = try DirectStatement(
            database,
            """
            SELECT sequence, received, reason, hardware_id, detail, topic, payload FROM quarantine
            WHERE \(filter)sequence < ? ORDER BY sequence DESC LIMIT ?
            """
        )
        var index: Int32 = 0
        if let hardwareID {
            statement.bind([UInt8(ascii: "h")] + Array(hardwareID.utf8), at: 0)
            index = 1
        }
        statement.bind(before?.rawValue ?? Int64.max, at: index)
        statement.bind(limit, at: index + 1)
        defer { statement.reset() }
        var rows: [QuarantineRow] = []
        while try statement.step() { rows.append(quarantineRow(statement)) }
        return rows
    }

    /// The place of the newest row of a table, or nothing where it has none.
    static func newest(_ database: Database, of table: String) throws -> SequenceNumber? {
        guard try database.tableExists(table) else { return nil }
        return try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM \(table)").map(
            SequenceNumber.init(rawValue:)
        )
    }

    /// The selected messages after a place and through another, in the order of quarantining: at most `limit`, and none
    /// further once `bytes` are reached.
    static func quarantined(
        _ database: Database,
        _ selection: QuarantineSelection,
        after: SequenceNumber?,
        through last: SequenceNumber? = nil,
        limit: Int,
        bytes: Int
    ) throws -> [QuarantineRow] {
        let statement = try selecting(
            database,
            "sequence, received, reason, hardware_id, detail, topic, payload",
            selection,
            after: after,
            through: last,
            limit: limit
        )
        defer { statement.reset() }
        var rows: [QuarantineRow] = []
        var room = bytes
        while room > 0, try statement.step() {
            let row = quarantineRow(statement)
            room -= row.entry.countedBytes
            rows.append(row)
        }
        return rows
    }

    /// How many messages are selected, and the place of the newest of them.
    static func quarantinedCount(
        _ database: Database,
        _ selection: QuarantineSelection
    ) throws -> (count: Int, newest: SequenceNumber?) {
        let statement = try selecting(
            database,
            "count(*), max(sequence)",
            selection,
            after: nil,
            through: nil,
            limit: 1
        )
        defer { statement.reset() }
        guard try statement.step(), !statement.isNull(1) else { return (0, nil) }
        return (Int(statement.integer(0)), SequenceNumber(rawValue: statement.integer(1)))
    }

    private static func selecting(
        _ database: Database,
        _ columns: String,
        _ selection: QuarantineSelection,
        after: SequenceNumber?,
        through last: SequenceNumber?,
        limit: Int
    ) throws -> DirectStatement {
        var conditions = ["sequence > ? AND sequence <= ?"]
        func places(_ count: Int) -> String { [String](repeating: "?", count: count).joined(separator: ", ") }
        if let ids = selection.hardwareIDs { conditions.append("origin IN (\(places(ids.count)))") }
        if let reasons = selection.reasons { conditions.append("reason IN (\(places(reasons.count)))") }
        if selection.sequences != nil { conditions.append("sequence IN (SELECT value FROM json_each(?))") }
        if selection.before != nil { conditions.append("received < ?") }
        let statement = try DirectStatement(
            database,
            """
            SELECT \(columns) FROM quarantine
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence LIMIT ?
            """
        )
        var index: Int32 = 0
        func next() -> Int32 {
            index += 1
            return index - 1
        }
        statement.bind(after?.rawValue ?? 0, at: next())
        statement.bind(min(last?.rawValue ?? .max, selection.through?.rawValue ?? .max), at: next())
        for id in selection.hardwareIDs ?? [] { statement.bind([UInt8(ascii: "h")] + Array(id.utf8), at: next()) }
        for reason in selection.reasons ?? [] { statement.bind(reason.rawValue, at: next()) }
        if let sequences = selection.sequences {
            statement.bind("[\(sequences.map(\.description).joined(separator: ","))]", at: next())
        }
        if let before = selection.before { statement.bind(before.microseconds, at: next()) }
        statement.bind(limit, at: next())
        return statement
    }

    private static func quarantineRow(_ statement: DirectStatement) -> QuarantineRow {
        QuarantineRow(
            sequence: SequenceNumber(rawValue: statement.integer(0)),
            entry: QuarantineEntry(
                hardwareID: statement.isNull(3) ? nil : statement.text(3),
                topic: statement.bytes(5),
                payload: statement.bytes(6),
                received: Timestamp(microseconds: statement.integer(1)),
                reason: QuarantineReason(rawValue: statement.text(2)) ?? .other,
                detail: statement.text(4)
            )
        )
    }

    static func drops(_ database: Database, limit: Int) throws -> [DropEntry] {
        let statement = try DirectStatement(
            database,
            "SELECT thing, reason, first, last, count FROM drops ORDER BY line DESC LIMIT ?"
        )
        statement.bind(limit, at: 0)
        defer { statement.reset() }
        var drops: [DropEntry] = []
        while try statement.step() {
            drops.append(
                DropEntry(
                    thing: statement.isNull(0) ? nil : try slug(statement.text(0)),
                    first: Timestamp(microseconds: statement.integer(2)),
                    last: Timestamp(microseconds: statement.integer(3)),
                    count: Int(statement.integer(4)),
                    reason: DropReason(rawValue: statement.text(1)) ?? .other
                )
            )
        }
        return drops
    }

    private static func slug(_ text: String) throws -> Slug {
        do {
            return try Slug(text)
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the name of a thing \(error)")
        }
    }
}
