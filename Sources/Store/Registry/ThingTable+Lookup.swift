internal import GRDB
internal import Observations

extension ThingTable {
    /// Passes things on that fit everything that is not nil, in the order of their names.
    static func visit(
        _ database: Database,
        agency: String?,
        model: String?,
        domain: String?,
        _ body: (Thing) -> Void
    ) throws {
        let statement = try DirectStatement(
            database,
            """
            SELECT \(columns) FROM things WHERE (?1 IS NULL OR agency = ?1) AND (?2 IS NULL OR model = ?2)
              AND (?3 IS NULL OR domain = ?3) ORDER BY thing
            """
        )
        statement.bind(agency, at: 0)
        statement.bind(model, at: 1)
        statement.bind(domain, at: 2)
        try visit(statement, body)
    }

    /// Names that begin with these letters.
    static func names(_ database: Database, beginning letters: String, limit: Int) throws -> [String] {
        try words(
            database,
            "SELECT thing FROM things WHERE thing >= ? AND thing < ? ORDER BY thing LIMIT ?",
            letters,
            limit
        )
    }

    /// Agencies that begin with these letters.
    static func agencies(_ database: Database, beginning letters: String, limit: Int) throws -> [String] {
        try words(
            database,
            "SELECT DISTINCT agency FROM things WHERE agency >= ? AND agency < ? ORDER BY agency LIMIT ?",
            letters,
            limit
        )
    }

    /// Slugs between the first and the last that can begin with these letters: nothing in them comes after `z`.
    private static func words(_ database: Database, _ sql: String, _ letters: String, _ limit: Int) throws -> [String] {
        let statement = try DirectStatement(database, sql)
        defer { statement.reset() }
        statement.bind(letters, at: 0)
        statement.bind(letters + "{", at: 1)
        statement.bind(limit, at: 2)
        var words: [String] = []
        while try statement.step() { words.append(statement.text(0)) }
        return words
    }
}
