internal import GRDB

/// How the tables of a file are described in it.
///
/// SQLite believes what stands there: with one flipped bit in the name of a column every statement that names it fails, and nothing
/// says that the file is damaged.
struct TableDescriptions: Hashable {
    private let lines: Set<String>

    /// What stands in a file.
    init(reading database: Database) throws {
        let sql = "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"
        lines = Set(try String.fetchAll(database, sql: sql))
    }

    /// What a file of this schema has.
    init(of schema: Schema) throws {
        self = try DatabaseQueue().writeWithoutTransaction { database in
            for step in schema.steps { try database.execute(sql: step) }
            return try TableDescriptions(reading: database)
        }
    }

    /// Whether nothing here is described otherwise than there; a file of an older schema lacks tables.
    func isPart(of other: TableDescriptions) -> Bool { lines.isSubset(of: other.lines) }
}
