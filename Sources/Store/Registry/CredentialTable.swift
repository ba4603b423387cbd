internal import GRDB
internal import Observations

/// The statements on the passwords of things' devices: lines of mosquitto's password file, which hold hashes.
enum CredentialTable {
    private static let columns = "thing, hash, issued, previous_hash, previous_until"

    /// The passwords of a thing's device.
    static func find(_ database: Database, thing: String) throws -> DeviceCredentials? {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM credentials WHERE thing = ?")
        defer { statement.reset() }
        statement.bind(thing, at: 0)
        return try statement.step() ? try credentials(statement) : nil
    }

    /// All passwords in the order of the things' names.
    static func all(_ database: Database) throws -> [DeviceCredentials] {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM credentials ORDER BY thing")
        defer { statement.reset() }
        var all: [DeviceCredentials] = []
        while try statement.step() { all.append(try credentials(statement)) }
        return all
    }

    /// Gives a thing's device these passwords and no others.
    static func set(_ database: Database, _ credentials: DeviceCredentials) throws {
        try remove(database, thing: credentials.thing.string)
        let insert = try DirectStatement(
            database,
            "INSERT INTO credentials (\(columns)) VALUES (?, ?, ?, ?, ?)"
        )
        insert.bind(credentials.thing.string, at: 0)
        insert.bind(credentials.current.description, at: 1)
        insert.bind(credentials.issued.microseconds, at: 2)
        insert.bind(credentials.previous?.description, at: 3)
        insert.bind(credentials.previousUntil?.microseconds, at: 4)
        try insert.run()
    }

    /// Forgets the passwords of a thing's device, if it has one.
    static func remove(_ database: Database, thing: String) throws {
        let delete = try DirectStatement(database, "DELETE FROM credentials WHERE thing = ?")
        delete.bind(thing, at: 0)
        try delete.run()
    }

    private static func credentials(_ statement: DirectStatement) throws -> DeviceCredentials {
        let thing = statement.text(0)
        let previous = statement.isNull(3) ? nil : try line(statement.text(3), of: thing)
        return DeviceCredentials(
            thing: try Slug(thing),
            current: try line(statement.text(1), of: thing),
            issued: Timestamp(microseconds: statement.integer(2)),
            previous: previous.map { ($0, Timestamp(microseconds: statement.integer(4))) }
        )
    }

    private static func line(_ text: String, of thing: String) throws -> PasswordLine {
        guard let line = PasswordLine(text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "thing \(thing): its password has no user name")
        }
        return line
    }
}
