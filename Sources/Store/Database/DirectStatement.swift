internal import GRDB
internal import GRDBSQLite

/// A statement of the connection's cache with direct bindings: no Codable, no `Data`, no boxed values.
///
/// Bindings and columns are numbered from 0. A binding that SQLite refuses (out of memory) stays NULL and the NOT NULL of
/// the tables refuses the row. A statement lives no longer than the access to the database it was made in.
struct DirectStatement {
    private let statement: Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    /// Takes the statement from the connection's cache, or compiles it.
    init(_ database: Database, _ sql: String) throws {
        guard let connection = database.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        self.statement = try database.cachedStatement(sql: sql)
        self.handle = statement.sqliteStatement
        self.connection = connection
        sqlite3_reset(handle)
    }

    /// Binds an integer, or NULL.
    func bind(_ value: Int64?, at index: Int32) {
        guard let value else { return bindNull(at: index) }
        sqlite3_bind_int64(handle, index + 1, value)
    }

    /// Binds an integer.
    func bind(_ value: Int, at index: Int32) { sqlite3_bind_int64(handle, index + 1, Int64(value)) }

    /// Binds a number, or NULL.
    func bind(_ value: Double?, at index: Int32) {
        guard let value else { return bindNull(at: index) }
        sqlite3_bind_double(handle, index + 1, value)
    }

    /// Binds a text, or NULL.
    func bind(_ text: String?, at index: Int32) {
        guard var text else { return bindNull(at: index) }
        _ = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty buffer may have no address, and no address would mean NULL.
                if let start = characters.baseAddress {
                    sqlite3_bind_text(handle, index + 1, start, Int32(characters.count), copied)
                } else {
                    sqlite3_bind_text(handle, index + 1, "", 0, copied)
                }
            }
        }
    }

    /// Binds bytes.
    func bind(_ bytes: [UInt8], at index: Int32) {
        _ = bytes.withUnsafeBytes { buffer in
            if let start = buffer.baseAddress, !buffer.isEmpty {
                sqlite3_bind_blob(handle, index + 1, start, Int32(buffer.count), copied)
            } else {
                sqlite3_bind_zeroblob(handle, index + 1, 0)
            }
        }
    }

    /// Binds NULL.
    func bindNull(at index: Int32) { sqlite3_bind_null(handle, index + 1) }

    /// Binds what a column of another statement's row holds.
    func bind(column: Int32, of other: DirectStatement, at index: Int32) {
        sqlite3_bind_value(handle, index + 1, sqlite3_column_value(other.handle, column))
    }

    /// Runs to the end; for statements that answer no rows.
    func run() throws {
        while try step() {}
    }

    /// Goes to the next row; at the end it resets the statement and answers false.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let message = sqlite3_errmsg(connection).map { String(cString: $0) }
            let extended = sqlite3_extended_errcode(connection)
            sqlite3_reset(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message)
        }
    }

    /// Leaves the rows that were not read.
    func reset() { sqlite3_reset(handle) }

    /// How many rows the last INSERT, UPDATE or DELETE changed.
    var changedRows: Int { Int(sqlite3_changes(connection)) }

    /// The row id of the last INSERT that inserted.
    var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(connection) }

    /// Whether the column is NULL.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The column as an integer.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The column as a number.
    func number(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// The column as a text; NULL is the empty text.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The column as bytes; NULL is no bytes.
    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// The bytes of a text or of bytes where SQLite has them; they are gone after the call.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard let start = sqlite3_column_blob(handle, column) else {
            return body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}

/// Tells SQLite to copy what is bound, because it does not outlive the call (SQLITE_TRANSIENT).
nonisolated(unsafe) private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
