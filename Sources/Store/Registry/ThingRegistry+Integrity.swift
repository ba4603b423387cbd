internal import GRDB

extension ThingRegistry {
    /// Reads the whole file and checks its pages, its indices and its constraints.
    ///
    /// - Returns: what is wrong, in SQLite's words, at most ten lines; nothing when all is well.
    public func integrityFaults() throws(StoreError) -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" } }
    }
}
