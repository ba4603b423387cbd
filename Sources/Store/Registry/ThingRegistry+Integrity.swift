internal import GRDB

extension ThingRegistry {
    /// Reads the whole file and checks its pages, its indices and its constraints.
    ///
    /// - Returns: what is wrong, in SQLite's words, at most ten lines; nothing when all is well.
    public func integrityFaults() throws(StoreError) -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" } }
    }

    /// Checks all that a gateway runs by: everything but the audit.
    ///
    /// The audit only grows, and what it says is checked by its digests.
    public func integrityFaultsBesidesAudit() throws(StoreError) -> [String] {
        try readAtOnce { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence')"
            )
            var faults: [String] = []
            for table in tables {
                faults += try String.fetchAll(database, sql: "PRAGMA integrity_check('\(table)')")
            }
            return Array(faults.filter { $0 != "ok" }.prefix(10))
        }
    }
}
