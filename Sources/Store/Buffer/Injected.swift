internal import GRDB
internal import Observations

/// The statements on the table of rows that were injected into the outbox: decoded from messages that had been kept.
///
/// The rows of a transaction have places that follow one another, so that they are one line here.
enum Injected {
    /// The most lines, each of up to 64 messages.
    ///
    /// Beyond them the oldest go, whose rows may expire by their reception again.
    static let linesMax = 65_536

    /// Whether a row of the outbox was injected at or after a moment, which is the one parameter.
    static let isYoung = """
        coalesce((SELECT last >= outbox.sequence AND stored >= ? FROM injected WHERE first <= outbox.sequence
          ORDER BY first DESC LIMIT 1), 0)
        """

    /// Notes rows that are new in the outbox.
    static func add(_ database: Database, _ receipt: StoreReceipt, now: Timestamp) throws {
        let new = zip(receipt.sequences, receipt.alreadyStored).filter { !$1 }.map(\.0.rawValue)
        guard let first = new.min(), let last = new.max() else { return }
        let insert = try DirectStatement(database, "INSERT INTO injected (first, last, stored) VALUES (?, ?, ?)")
        insert.bind(first, at: 0)
        insert.bind(last, at: 1)
        insert.bind(now.microseconds, at: 2)
        try insert.run()
        let trim = try DirectStatement(
            database,
            "DELETE FROM injected WHERE first <= (SELECT first FROM injected ORDER BY first DESC LIMIT 1 OFFSET ?)"
        )
        trim.bind(linesMax, at: 0)
        try trim.run()
    }

    /// Forgets lines from before a moment: their rows expire like all others by now.
    static func forget(_ database: Database, before moment: Timestamp) throws {
        let delete = try DirectStatement(database, "DELETE FROM injected WHERE stored < ?")
        delete.bind(moment.microseconds, at: 0)
        try delete.run()
    }
}
