internal import GRDB
internal import Observations

/// The statements on the replacements of hardware.
enum ReplacementTable {
    private static let columns =
        "thing, at, old_hardware_id, new_hardware_id, old_model, new_model, offsets, old_offsets"

    static func insert(_ database: Database, _ replacement: HardwareReplacement) throws {
        let insert = try DirectStatement(
            database,
            "INSERT INTO replacements (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        insert.bind(replacement.thing.string, at: 0)
        insert.bind(replacement.at.microseconds, at: 1)
        insert.bind(replacement.oldHardwareID, at: 2)
        insert.bind(replacement.newHardwareID, at: 3)
        insert.bind(replacement.oldModel.description, at: 4)
        insert.bind(replacement.newModel.description, at: 5)
        insert.bind(replacement.offsets.description, at: 6)
        insert.bind(replacement.oldOffsets?.description, at: 7)
        try insert.run()
    }

    /// Replacements in their order: of one thing or of all.
    static func list(
        _ database: Database,
        thing: String?,
        after sequence: Int64,
        limit: Int
    ) throws -> [HardwareReplacement] {
        let statement = try DirectStatement(
            database,
            """
            SELECT sequence, \(columns) FROM replacements
            WHERE sequence > ? \(thing == nil ? "" : "AND thing = ?") ORDER BY sequence LIMIT \(max(0, limit))
            """
        )
        defer { statement.reset() }
        statement.bind(sequence, at: 0)
        if let thing { statement.bind(thing, at: 1) }
        var replacements: [HardwareReplacement] = []
        while try statement.step() { replacements.append(try replacement(statement)) }
        return replacements
    }

    /// The place of the last one.
    static func last(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM replacements") ?? 0
    }

    private static func replacement(_ statement: DirectStatement) throws -> HardwareReplacement {
        let models = (ModelID(statement.text(5)), ModelID(statement.text(6)))
        guard let oldModel = models.0, let newModel = models.1 else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "a replacement of \(statement.text(1)) has no model"
            )
        }
        return HardwareReplacement(
            sequence: statement.integer(0),
            thing: try Slug(statement.text(1)),
            at: Timestamp(microseconds: statement.integer(2)),
            oldHardwareID: statement.text(3),
            newHardwareID: statement.text(4),
            oldModel: oldModel,
            newModel: newModel,
            offsets: try CounterOffsets(statement.text(7)),
            oldOffsets: statement.isNull(8) ? nil : try CounterOffsets(statement.text(8))
        )
    }
}
