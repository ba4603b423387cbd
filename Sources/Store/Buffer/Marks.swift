internal import GRDB

/// The statements on the table of marks: named numbers that are as durable as what they go along with.
enum Marks {
    /// The most marks that a salvage looks for.
    static let linesMax: Int64 = 1_000
    /// Quarantined messages that have become readings after all, ever.
    static let released = "quarantine.released"
    /// Quarantined messages that a person has dropped, ever.
    static let removed = "quarantine.removed"
    /// What the raw messages count against their limit, in bytes.
    static let rawBytes = "raw.bytes"

    /// Gives marks their values.
    static func set(_ database: Database, _ marks: [String: Int64]) throws {
        if marks.isEmpty { return }
        let set = try DirectStatement(
            database,
            "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        for (name, value) in marks.sorted(by: { $0.key < $1.key }) {
            set.bind(name, at: 0)
            set.bind(value, at: 1)
            try set.run()
        }
    }

    /// Adds to a mark; one that is not there is 0.
    static func add(_ database: Database, _ value: Int64, to name: String) throws {
        let add = try DirectStatement(
            database,
            "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
        )
        add.bind(name, at: 0)
        add.bind(value, at: 1)
        try add.run()
    }

    /// The value of a mark, or nothing; a file of an older gateway has none.
    static func value(_ database: Database, _ name: String) throws -> Int64? {
        guard try database.tableExists("marks") else { return nil }
        let find = try DirectStatement(database, "SELECT value FROM marks WHERE name = ?")
        find.bind(name, at: 0)
        defer { find.reset() }
        return try find.step() ? find.integer(0) : nil
    }
}
