internal import GRDB
internal import Observations

/// The statements on the quarantine table: the newest of each origin are kept, and the newest of all up to a size.
///
/// The origin is the hardware id, or the topic where no hardware id could be told.
enum Quarantine {
    static func insert(
        _ database: Database,
        _ entries: [QuarantineEntry],
        limits: StoreLimits,
        totals: inout BufferTotals
    ) throws {
        if entries.isEmpty { return }
        let insert = try DirectStatement(
            database,
            """
            INSERT INTO quarantine (received, reason, counted, hardware_id, origin, detail, topic, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        // All but the newest of the origin.
        let trim = try DirectStatement(
            database,
            """
            DELETE FROM quarantine WHERE sequence IN
              (SELECT sequence FROM quarantine WHERE origin = ? ORDER BY sequence DESC LIMIT -1 OFFSET ?)
            RETURNING counted
            """
        )
        for entry in entries {
            let origin = origin(of: entry)
            insert.bind(entry.received.microseconds, at: 0)
            insert.bind(entry.reason.rawValue, at: 1)
            insert.bind(entry.countedBytes, at: 2)
            insert.bind(entry.hardwareID, at: 3)
            insert.bind(origin, at: 4)
            insert.bind(entry.detail, at: 5)
            insert.bind(entry.topic, at: 6)
            insert.bind(entry.payload, at: 7)
            try insert.run()
            totals.summary.quarantinedRows += 1
            totals.summary.quarantinedBytes += Int64(entry.countedBytes)
            totals.summary.quarantinedTotal += 1
            trim.bind(origin, at: 0)
            trim.bind(limits.quarantinePerDevice, at: 1)
            try evict(trim, totals: &totals)
        }
        let oldest = try DirectStatement(
            database,
            """
            DELETE FROM quarantine WHERE sequence = (SELECT sequence FROM quarantine ORDER BY sequence LIMIT 1)
            RETURNING counted
            """
        )
        while totals.summary.quarantinedBytes > limits.quarantineBytes, totals.summary.quarantinedRows > 0 {
            try evict(oldest, totals: &totals)
        }
    }

    /// Removes messages that have become readings, or that a person is done with; one that is gone already is none.
    ///
    /// How many were there is counted in a mark and answered.
    @discardableResult
    static func remove(
        _ database: Database,
        _ sequences: [SequenceNumber],
        countedAs mark: String,
        totals: inout BufferTotals
    ) throws -> Int {
        if sequences.isEmpty { return 0 }
        let delete = try DirectStatement(database, "DELETE FROM quarantine WHERE sequence = ? RETURNING counted")
        var removed = 0
        for sequence in sequences {
            delete.bind(sequence.rawValue, at: 0)
            while try delete.step() {
                removed += 1
                totals.summary.quarantinedRows -= 1
                totals.summary.quarantinedBytes -= delete.integer(0)
            }
        }
        if removed > 0 { try Marks.add(database, Int64(removed), to: mark) }
        return removed
    }

    /// Gives messages the reason for which they could not be read this time; one that is gone already is none.
    static func rejudge(
        _ database: Database,
        _ judgements: [QuarantineJudgement],
        totals: inout BufferTotals
    ) throws {
        if judgements.isEmpty { return }
        let find = try DirectStatement(database, "SELECT counted, detail FROM quarantine WHERE sequence = ?")
        let update = try DirectStatement(
            database,
            "UPDATE quarantine SET reason = ?, detail = ?, counted = ? WHERE sequence = ?"
        )
        for judgement in judgements {
            find.bind(judgement.sequence.rawValue, at: 0)
            guard try find.step() else { continue }
            let before = find.integer(0)
            let after = before + Int64(judgement.detail.utf8.count - find.text(1).utf8.count)
            find.reset()
            update.bind(judgement.reason.rawValue, at: 0)
            update.bind(judgement.detail, at: 1)
            update.bind(after, at: 2)
            update.bind(judgement.sequence.rawValue, at: 3)
            try update.run()
            totals.summary.quarantinedBytes += after - before
        }
    }

    /// Removes all messages of a device.
    static func remove(_ database: Database, hardwareID: String, totals: inout BufferTotals) throws -> Int {
        let delete = try DirectStatement(database, "DELETE FROM quarantine WHERE origin = ? RETURNING counted")
        delete.bind([UInt8(ascii: "h")] + Array(hardwareID.utf8), at: 0)
        var removed = 0
        while try delete.step() {
            removed += 1
            totals.summary.quarantinedRows -= 1
            totals.summary.quarantinedBytes -= delete.integer(0)
        }
        try Marks.add(database, Int64(removed), to: Marks.removed)
        return removed
    }

    private static func evict(_ statement: DirectStatement, totals: inout BufferTotals) throws {
        while try statement.step() {
            totals.summary.quarantinedRows -= 1
            totals.summary.quarantinedBytes -= statement.integer(0)
            totals.summary.quarantineEvictedTotal += 1
        }
    }

    /// What messages are counted together: `h` and the hardware id, or `t` and the topic.
    static func origin(of entry: QuarantineEntry) -> [UInt8] {
        if let hardwareID = entry.hardwareID { return [UInt8(ascii: "h")] + Array(hardwareID.utf8) }
        return [UInt8(ascii: "t")] + entry.topic
    }
}
