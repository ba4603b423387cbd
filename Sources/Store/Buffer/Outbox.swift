internal import GRDB
internal import Observations

/// The statements on the outbox table.
///
/// Each keeps `totals` true; the caller's transaction makes all of it one.
enum Outbox {
    static func insert(
        _ database: Database,
        _ readings: [OutboxReading],
        now: Timestamp,
        receipt: inout StoreReceipt,
        totals: inout BufferTotals
    ) throws {
        if readings.isEmpty { return }
        receipt.sequences.reserveCapacity(readings.count)
        receipt.alreadyStored.reserveCapacity(readings.count)
        let insert = try DirectStatement(
            database,
            """
            INSERT INTO outbox (key, received, steady, connection, parked, parked_at, replayed_offset, counted, thing,
              topic, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
            """
        )
        let find = try DirectStatement(database, "SELECT sequence FROM outbox WHERE key = ?")
        for reading in readings {
            let key = Int64(bitPattern: reading.id.bits)
            let counted = reading.countedBytes
            insert.bind(key, at: 0)
            insert.bind(reading.received.microseconds, at: 1)
            insert.bind(reading.receivedSteadyMicroseconds, at: 2)
            insert.bind(reading.connection, at: 3)
            switch reading.parked {
            case .refused(let reasonCode):
                insert.bind(Int(reasonCode), at: 4)
                insert.bind(now.microseconds, at: 5)
            case nil:
                insert.bindNull(at: 4)
                insert.bindNull(at: 5)
            }
            insert.bind(reading.replayedOffset, at: 6)
            insert.bind(counted, at: 7)
            insert.bind(reading.thing.string, at: 8)
            insert.bind(reading.topic, at: 9)
            insert.bind(reading.body, at: 10)
            try insert.run()
            if insert.changedRows == 1 {
                receipt.sequences.append(SequenceNumber(rawValue: insert.lastInsertedRowID))
                receipt.alreadyStored.append(false)
                totals.summary.rows += 1
                totals.summary.bytes += Int64(counted)
                totals.summary.storedTotal += 1
                if reading.parked != nil { totals.summary.parkedRows += 1 }
                totals.summary.oldest = min(totals.summary.oldest ?? reading.received, reading.received)
                continue
            }
            find.bind(key, at: 0)
            guard try find.step() else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the index on key answers no row")
            }
            receipt.sequences.append(SequenceNumber(rawValue: find.integer(0)))
            receipt.alreadyStored.append(true)
            find.reset()
        }
    }

    /// Deletes rows that the uplink acknowledged; one that is gone already is none.
    static func delete(_ database: Database, _ sequences: [SequenceNumber], totals: inout BufferTotals) throws {
        if sequences.isEmpty { return }
        let delete = try DirectStatement(
            database,
            "DELETE FROM outbox WHERE sequence = ? RETURNING counted, parked IS NOT NULL"
        )
        for sequence in sequences {
            delete.bind(sequence.rawValue, at: 0)
            while try delete.step() {
                totals.summary.rows -= 1
                totals.summary.bytes -= delete.integer(0)
                totals.summary.parkedRows -= Int(delete.integer(1))
                totals.summary.acknowledgedTotal += 1
            }
        }
    }

    /// Deletes rows that leave by a limit and notes them for the ledger.
    static func evict(
        _ database: Database,
        _ rows: [EvictedRow],
        reason: DropReason = .evicted,
        ledger: inout Ledger,
        totals: inout BufferTotals
    ) throws {
        if rows.isEmpty { return }
        let delete = try DirectStatement(database, "DELETE FROM outbox WHERE sequence = ?")
        for row in rows {
            delete.bind(row.sequence.rawValue, at: 0)
            try delete.run()
            totals.summary.rows -= 1
            totals.summary.bytes -= row.counted
            if row.isParked { totals.summary.parkedRows -= 1 }
            ledger.add(thing: row.thing, received: row.received, reason: reason)
        }
    }

    /// Parks rows; one that is gone already is none.
    static func park(
        _ database: Database,
        _ parkings: [Parking],
        now: Timestamp,
        totals: inout BufferTotals
    ) throws {
        if parkings.isEmpty { return }
        let park = try DirectStatement(
            database,
            "UPDATE outbox SET parked = ?, parked_at = ? WHERE sequence = ? AND parked IS NULL"
        )
        let parkAgain = try DirectStatement(
            database,
            "UPDATE outbox SET parked = ?, parked_at = ? WHERE sequence = ? AND parked IS NOT NULL"
        )
        for parking in parkings {
            guard case .refused(let reasonCode) = parking.reason else { continue }
            for statement in [park, parkAgain] {
                statement.bind(Int(reasonCode), at: 0)
                statement.bind(now.microseconds, at: 1)
                statement.bind(parking.sequence.rawValue, at: 2)
            }
            try park.run()
            if park.changedRows == 1 {
                totals.summary.parkedRows += 1
            } else {
                try parkAgain.run()
            }
        }
    }

    /// Lets at most `limit` parked rows have their turn again, the oldest first.
    static func unpark(
        _ database: Database,
        _ which: Unparking,
        limit: Int,
        totals: inout BufferTotals
    ) throws -> [SequenceNumber] {
        let find: DirectStatement
        let parkedRows = "SELECT sequence FROM outbox INDEXED BY outbox_parked WHERE parked IS NOT NULL"
        switch which {
        case .all:
            find = try DirectStatement(database, parkedRows + " ORDER BY sequence LIMIT ?")
            find.bind(limit, at: 0)
        case .topic(let topic):
            find = try DirectStatement(database, parkedRows + " AND topic = ? ORDER BY sequence LIMIT ?")
            find.bind(topic, at: 0)
            find.bind(limit, at: 1)
        case .parkedUntil(let moment):
            find = try DirectStatement(database, parkedRows + " AND parked_at <= ? ORDER BY sequence LIMIT ?")
            find.bind(moment.microseconds, at: 0)
            find.bind(limit, at: 1)
        }
        var sequences: [SequenceNumber] = []
        while try find.step() { sequences.append(SequenceNumber(rawValue: find.integer(0))) }
        let unpark = try DirectStatement(
            database,
            "UPDATE outbox SET parked = NULL, parked_at = NULL WHERE sequence = ?"
        )
        for sequence in sequences {
            unpark.bind(sequence.rawValue, at: 0)
            try unpark.run()
        }
        totals.summary.parkedRows -= sequences.count
        return sequences
    }

    /// Lets the oldest parked row of each topic have its turn again; the topics that were refused last come last.
    static func unparkOneOfEachTopic(
        _ database: Database,
        limit: Int,
        totals: inout BufferTotals
    ) throws -> [String] {
        let find = try DirectStatement(
            database,
            """
            SELECT topic, min(sequence) FROM outbox INDEXED BY outbox_parked
            WHERE parked IS NOT NULL GROUP BY topic ORDER BY max(parked_at) LIMIT ?
            """
        )
        find.bind(limit, at: 0)
        var found: [(topic: String, sequence: Int64)] = []
        while try find.step() { found.append((find.text(0), find.integer(1))) }
        let unpark = try DirectStatement(
            database,
            "UPDATE outbox SET parked = NULL, parked_at = NULL WHERE sequence = ?"
        )
        for row in found {
            unpark.bind(row.sequence, at: 0)
            try unpark.run()
        }
        totals.summary.parkedRows -= found.count
        return found.map(\.topic)
    }

    /// The rows after a place, in their order: at most `limit`, and no further one once `bytes` are reached.
    static func rows(
        _ database: Database,
        after: SequenceNumber?,
        limit: Int,
        bytes: Int,
        includingParked: Bool
    ) throws -> [OutboxRow] {
        let statement = try DirectStatement(
            database,
            """
            SELECT sequence, key, received, steady, connection, parked, replayed_offset, thing, topic, body FROM outbox
            WHERE sequence > ? \(includingParked ? "" : "AND parked IS NULL") ORDER BY sequence LIMIT ?
            """
        )
        defer { statement.reset() }
        statement.bind(after?.rawValue ?? 0, at: 0)
        statement.bind(limit, at: 1)
        var rows: [OutboxRow] = []
        var room = bytes
        while room > 0, try statement.step() {
            let row = try row(statement)
            room -= row.reading.countedBytes
            rows.append(row)
        }
        return rows
    }

    /// The rows that may expire: received before a moment, by a clock that could be believed, not in flight, and not
    /// injected since.
    static func expired(
        _ database: Database,
        receivedBefore moment: Timestamp,
        excluding outstanding: Set<SequenceNumber>,
        limit: Int
    ) throws -> [EvictedRow] {
        let statement = try DirectStatement(
            database,
            """
            SELECT sequence, thing, received, counted, parked IS NOT NULL FROM outbox
            WHERE received >= ? AND received < ? AND NOT \(Injected.isYoung) ORDER BY received, sequence
            """
        )
        defer { statement.reset() }
        statement.bind(Outbox.believableMicroseconds, at: 0)
        statement.bind(moment.microseconds, at: 1)
        statement.bind(moment.microseconds, at: 2)
        var rows: [EvictedRow] = []
        while rows.count < limit, try statement.step() {
            let sequence = SequenceNumber(rawValue: statement.integer(0))
            if outstanding.contains(sequence) { continue }
            rows.append(
                EvictedRow(
                    sequence: sequence,
                    thing: statement.text(1),
                    received: statement.integer(2),
                    counted: statement.integer(3),
                    isParked: statement.integer(4) != 0
                )
            )
        }
        return rows
    }

    /// The next rows of a thing: so many rows of all things are looked at, and so many are found at most.
    static func waiting(
        _ database: Database,
        of purge: ThingPurge,
        lookingAt limit: Int,
        most rowsMax: Int
    ) throws -> PurgeFind {
        let statement = try DirectStatement(
            database,
            """
            SELECT sequence, thing, received, counted, parked IS NOT NULL FROM outbox
            WHERE sequence > ? ORDER BY sequence LIMIT ?
            """
        )
        defer { statement.reset() }
        statement.bind(purge.cursor?.rawValue ?? 0, at: 0)
        statement.bind(limit, at: 1)
        var find = PurgeFind()
        var last = purge.cursor
        while find.rows.count < rowsMax, try statement.step() {
            let sequence = SequenceNumber(rawValue: statement.integer(0))
            last = sequence
            find.looked += 1
            guard statement.text(1) == purge.thing.string else { continue }
            guard !purge.outstanding.contains(sequence) else {
                find.inFlight += 1
                continue
            }
            find.rows.append(
                EvictedRow(
                    sequence: sequence,
                    thing: purge.thing.string,
                    received: statement.integer(2),
                    counted: statement.integer(3),
                    isParked: statement.integer(4) != 0
                )
            )
        }
        if find.looked == limit || find.rows.count == rowsMax { find.cursor = last }
        return find
    }

    /// 2020-01-01T00:00:00Z: a reception time before it comes from a clock that was never set, and says nothing of age.
    static let believableMicroseconds: Int64 = 1_577_836_800_000_000

    private static func row(_ statement: DirectStatement) throws -> OutboxRow {
        let body = statement.bytes(9)
        let replayedOffset = Int(statement.integer(6))
        let thing: Slug
        do {
            thing = try Slug(statement.text(7))
        } catch {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "row \(statement.integer(0)) of the outbox: the thing \(error)"
            )
        }
        guard replayedOffset >= 0, replayedOffset <= body.count else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message:
                    "row \(statement.integer(0)) of the outbox: replayed_offset \(replayedOffset) is outside the body"
            )
        }
        return OutboxRow(
            sequence: SequenceNumber(rawValue: statement.integer(0)),
            reading: OutboxReading(
                id: ReadingID(bits: UInt64(bitPattern: statement.integer(1))),
                thing: thing,
                topic: statement.text(8),
                body: body,
                replayedOffset: replayedOffset,
                received: Timestamp(microseconds: statement.integer(2)),
                receivedSteadyMicroseconds: statement.integer(3),
                connection: statement.integer(4),
                parked: statement.isNull(5)
                    ? nil : .refused(reasonCode: UInt8(truncatingIfNeeded: statement.integer(5)))
            )
        )
    }
}
