internal import GRDB

/// Opens SQLite files so that a commit that returned is on the disk.
///
/// Invariants:
/// - `journal_mode = wal` and `synchronous = 2` (FULL) are set and read back before anything else, else the file is refused;
/// - `auto_vacuum = incremental` is asked for before the first page exists, so that space can be given back;
/// - `user_version` is the schema's number and `application_id` says whose file it is: a newer or a foreign file is
///   refused and left as it is.
///
/// GRDB's own `journalMode = .wal` is not used: it sets `synchronous = NORMAL` after the preparation.
enum SyncedDatabase {
    /// How long a statement waits for another process.
    static let busySeconds = 5.0

    /// Opens or makes the file at `path` and brings it to `schema`.
    ///
    /// - Throws: `StoreError`, with SQLite's own errors translated.
    static func open(path: String, schema: Schema, checks: Bool = true) throws(StoreError) -> DatabaseQueue {
        try FileSystem.create(file: path)
        let queue = try translating(path: path) {
            try DatabaseQueue(path: path, configuration: configuration(path: path))
        }
        try translating(path: path) {
            try queue.writeWithoutTransaction { database in try migrate(database, path: path, schema: schema) }
        }
        return queue
    }

    /// Opens the file for reading only; nothing is made, changed or repaired.
    ///
    /// `acceptsOlder` says whether the caller can do without the newest tables.
    static func openForReading(
        path: String,
        schema: Schema,
        acceptsOlder: Bool = true
    ) throws(StoreError) -> DatabaseQueue {
        guard FileSystem.exists(path) else {
            throw .cannotOpen(path: path, message: "there is no such file")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(busySeconds)
        let queue = try translating(path: path) { () throws -> DatabaseQueue in
            do {
                return try DatabaseQueue(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_CANTOPEN {
                // A directory that cannot be written has no place for the shared memory of WAL. Without a log beside
                // it the file is complete, and may be read as one that nobody changes.
                guard FileSystem.size(of: path + "-wal") ?? 0 == 0 else { throw error }
                return try DatabaseQueue(path: FileSystem.immutableURI(path), configuration: configuration)
            }
        }
        try translating(path: path) {
            try queue.unsafeRead { database in
                let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                try check(found: found, database: database, path: path, schema: schema)
                guard acceptsOlder || found == schema.version else {
                    throw StoreError.olderSchema(path: path, found: found, known: schema.version)
                }
            }
        }
        return queue
    }

    /// Runs `body` and gives its errors this module's names.
    static func translating<Result>(
        path: String,
        _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func configuration(path: String) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = OFF;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -6144;
                    PRAGMA cell_size_check = ON;
                    PRAGMA trusted_schema = OFF;
                    """
            )
            try verifySync(database, path: path)
        }
        return configuration
    }

    /// Refuses a connection that would not sync every commit.
    static func verifySync(_ database: Database, path: String) throws {
        let journalMode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "unknown"
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
        guard journalMode == "wal", synchronous == 2 else {
            throw StoreError.notSynchronous(path: path, journalMode: journalMode, synchronous: synchronous)
        }
    }

    private static func migrate(_ database: Database, path: String, schema: Schema) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try check(found: found, database: database, path: path, schema: schema)
        guard found < schema.version else { return }
        try database.inTransaction(.immediate) {
            // Another process may have done it while this one waited.
            let current = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            for step in schema.steps.dropFirst(current) { try database.execute(sql: step) }
            try database.execute(
                sql: """
                    PRAGMA application_id = \(schema.applicationID);
                    PRAGMA user_version = \(schema.version);
                    """
            )
            return .commit
        }
    }

    private static func check(found: Int, database: Database, path: String, schema: Schema) throws {
        guard found <= schema.version else {
            throw StoreError.newerSchema(path: path, found: found, known: schema.version)
        }
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if application == schema.applicationID { return }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == 0, found == 0, tables == 0 else { throw StoreError.foreignFile(path: path) }
    }
}
