internal import GRDB
internal import Observations

/// The statements on the table of codecs.
enum CodecTable {
    private static let columns = "model, title, domain, source, digest, map, installed"

    /// All codecs in the order of their models.
    static func all(_ database: Database) throws -> [InstalledCodec] {
        try rows(try DirectStatement(database, "SELECT \(columns) FROM codecs ORDER BY model"))
    }

    /// The names of the models that have one.
    static func models(_ database: Database) throws -> [String] {
        let statement = try DirectStatement(database, "SELECT model FROM codecs ORDER BY model")
        defer { statement.reset() }
        var models: [String] = []
        while try statement.step() { models.append(statement.text(0)) }
        return models
    }

    static func find(_ database: Database, model: ModelID) throws -> InstalledCodec? {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM codecs WHERE model = ?")
        statement.bind(model.description, at: 0)
        return try rows(statement).first
    }

    static func replace(_ database: Database, with codec: InstalledCodec) throws {
        let insert = try DirectStatement(
            database,
            "INSERT OR REPLACE INTO codecs (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        insert.bind(codec.model.description, at: 0)
        insert.bind(codec.title, at: 1)
        insert.bind(codec.domain.rawValue, at: 2)
        insert.bind(codec.source, at: 3)
        insert.bind(codec.digest, at: 4)
        insert.bind(codec.map, at: 5)
        insert.bind(codec.installed.microseconds, at: 6)
        try insert.run()
    }

    /// Removes the codec, and says whether there was one.
    static func remove(_ database: Database, model: ModelID) throws -> Bool {
        let delete = try DirectStatement(database, "DELETE FROM codecs WHERE model = ?")
        delete.bind(model.description, at: 0)
        try delete.run()
        return delete.changedRows == 1
    }

    /// The things of a model, the first few by name.
    static func things(_ database: Database, of model: ModelID, limit: Int) throws -> [String] {
        let statement = try DirectStatement(
            database,
            "SELECT thing FROM things WHERE model = ? AND state <> 'retired' ORDER BY thing LIMIT ?"
        )
        statement.bind(model.description, at: 0)
        statement.bind(limit, at: 1)
        defer { statement.reset() }
        var things: [String] = []
        while try statement.step() { things.append(statement.text(0)) }
        return things
    }

    private static func rows(_ statement: DirectStatement) throws -> [InstalledCodec] {
        defer { statement.reset() }
        var codecs: [InstalledCodec] = []
        while try statement.step() {
            guard let model = ModelID(statement.text(0)), let domain = Domain(rawValue: statement.text(2)) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "codec \(statement.text(0)) has no model")
            }
            codecs.append(
                InstalledCodec(
                    model: model,
                    title: statement.text(1),
                    domain: domain,
                    source: statement.text(3),
                    digest: statement.text(4),
                    map: statement.text(5),
                    installed: Timestamp(microseconds: statement.integer(6))
                )
            )
        }
        return codecs
    }
}
