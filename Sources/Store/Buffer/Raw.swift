internal import GRDB
internal import Observations

/// The statements on the table of raw messages: the newest up to an age and a size.
///
/// The mark `raw.bytes` says what the rows count together; each statement keeps it true.
enum Raw {
    /// Adds messages in their order.
    static func insert(_ database: Database, _ messages: [RawMessage]) throws {
        let insert = try DirectStatement(
            database,
            "INSERT INTO raw (received, revision, counted, topic, payload) VALUES (?, 0, ?, ?, ?)"
        )
        for message in messages {
            insert.bind(message.received.microseconds, at: 0)
            insert.bind(message.countedBytes, at: 1)
            insert.bind(message.topic, at: 2)
            insert.bind(message.payload, at: 3)
            try insert.run()
        }
        try Marks.add(database, messages.reduce(0) { $0 + Int64($1.countedBytes) }, to: Marks.rawBytes)
    }

    /// Removes at most `limit` messages, the oldest first: those received before a moment, and those beyond a size.
    ///
    /// - Returns: how many were removed.
    static func trim(
        _ database: Database,
        receivedBefore moment: Timestamp?,
        bytesMax: Int64,
        limit: Int
    ) throws -> Int {
        var bytes = try Marks.value(database, Marks.rawBytes) ?? 0
        let oldest = try DirectStatement(
            database,
            "SELECT sequence, received, counted FROM raw ORDER BY sequence LIMIT ?"
        )
        oldest.bind(limit, at: 0)
        var removed: [Int64] = []
        while try oldest.step() {
            let isOld = moment.map { oldest.integer(1) < $0.microseconds } ?? false
            guard isOld || bytes > bytesMax else { break }
            removed.append(oldest.integer(0))
            bytes -= oldest.integer(2)
        }
        oldest.reset()
        guard let last = removed.last else { return 0 }
        let delete = try DirectStatement(database, "DELETE FROM raw WHERE sequence <= ?")
        delete.bind(last, at: 0)
        try delete.run()
        try Marks.set(database, [Marks.rawBytes: bytes])
        return removed.count
    }

    /// Notes which revision the readings of messages have now; one that is gone already is none.
    static func reissued(_ database: Database, _ revisions: [SequenceNumber: Int]) throws {
        if revisions.isEmpty { return }
        let update = try DirectStatement(database, "UPDATE raw SET revision = ? WHERE sequence = ?")
        for (sequence, revision) in revisions {
            update.bind(revision, at: 0)
            update.bind(sequence.rawValue, at: 1)
            try update.run()
        }
    }

    /// The messages after a place and through another that were received since a moment, in their order.
    static func rows(
        _ database: Database,
        after sequence: SequenceNumber?,
        through last: SequenceNumber? = nil,
        since moment: Timestamp?,
        limit: Int,
        bytes: Int
    ) throws -> [RawRow] {
        guard try database.tableExists("raw") else { return [] }
        let select = try DirectStatement(
            database,
            """
            SELECT sequence, received, revision, topic, payload FROM raw
            WHERE sequence > ? AND sequence <= ? AND received >= ? ORDER BY sequence LIMIT ?
            """
        )
        select.bind(sequence?.rawValue ?? 0, at: 0)
        select.bind(last?.rawValue ?? .max, at: 1)
        select.bind(moment?.microseconds ?? Int64.min, at: 2)
        select.bind(limit, at: 3)
        defer { select.reset() }
        var rows: [RawRow] = []
        var room = bytes
        while room > 0, try select.step() {
            let message = RawMessage(
                topic: select.bytes(3),
                payload: select.bytes(4),
                received: Timestamp(microseconds: select.integer(1))
            )
            room -= message.countedBytes
            rows.append(
                RawRow(
                    sequence: SequenceNumber(rawValue: select.integer(0)),
                    message: message,
                    revision: Int(select.integer(2))
                )
            )
        }
        return rows
    }

    /// Counts anew what the rows count together.
    static func recount(_ database: Database) throws {
        let bytes = try Int64.fetchOne(database, sql: "SELECT coalesce(sum(counted), 0) FROM raw") ?? 0
        try Marks.set(database, [Marks.rawBytes: bytes])
    }
}
