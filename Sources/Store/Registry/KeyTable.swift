internal import GRDB
internal import Observations

/// The statements on the table of keys.
enum KeyTable {
    /// The key of a thing's device.
    static func find(_ database: Database, thing: String) throws -> DeviceKey? {
        let statement = try DirectStatement(database, "SELECT key FROM keys WHERE thing = ?")
        defer { statement.reset() }
        statement.bind(thing, at: 0)
        return try statement.step() ? try key(statement.bytes(0), of: thing) : nil
    }

    /// All keys by their things.
    static func all(_ database: Database) throws -> [String: DeviceKey] {
        let statement = try DirectStatement(database, "SELECT thing, key FROM keys")
        defer { statement.reset() }
        var keys: [String: DeviceKey] = [:]
        while try statement.step() {
            let thing = statement.text(0)
            keys[thing] = try key(statement.bytes(1), of: thing)
        }
        return keys
    }

    /// Gives a thing's device a key.
    static func set(_ database: Database, thing: String, _ key: DeviceKey) throws {
        let insert = try DirectStatement(
            database,
            "INSERT INTO keys (thing, key) VALUES (?, ?) ON CONFLICT (thing) DO UPDATE SET key = excluded.key"
        )
        insert.bind(thing, at: 0)
        insert.bind(key.bytes, at: 1)
        try insert.run()
    }

    /// Forgets the key of a thing's device, if it has one.
    static func remove(_ database: Database, thing: String) throws {
        let delete = try DirectStatement(database, "DELETE FROM keys WHERE thing = ?")
        delete.bind(thing, at: 0)
        try delete.run()
    }

    private static func key(_ bytes: [UInt8], of thing: String) throws -> DeviceKey {
        guard let key = DeviceKey(bytes) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "thing \(thing): its key has another length")
        }
        return key
    }
}
