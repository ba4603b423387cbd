internal import GRDB
internal import Observations

/// The statements on the table of things.
enum ThingTable {
    static let columns = """
        thing, hardware_id, model, agency, domain, name, latitude, longitude, expected_interval_seconds, state,
        schedule, tags, offsets
        """

    /// Adds the thing unless its name or hardware id is taken.
    ///
    /// Another key takes the place of the one that is registered.
    static func add(
        _ database: Database,
        _ registration: Registration
    ) throws -> Result<Addition, RegistryConflict> {
        let thing = registration.thing
        if try insert(database, thing, orNothing: true) {
            if let key = registration.key { try KeyTable.set(database, thing: thing.id.string, key) }
            return .success(.added)
        }
        func conflict(_ cause: RegistryConflict.Cause) -> Result<Addition, RegistryConflict> {
            .failure(RegistryConflict(row: nil, thing: thing.id, hardwareID: thing.hardwareID, cause: cause))
        }
        if let known = try find(database, thing: thing.id.string) {
            // What the thing is doing today is set by another command, and so are offsets: no part of what is added.
            let columns = differences(known, thing).map(\.column).filter { $0 != "state" && $0 != "offsets" }
            guard columns.isEmpty else { return conflict(.thingExists(differingIn: columns)) }
            guard let key = registration.key, try KeyTable.find(database, thing: thing.id.string) != key else {
                return .success(.unchanged)
            }
            try KeyTable.set(database, thing: thing.id.string, key)
            return .success(.keySet)
        }
        guard let other = try find(database, hardwareID: thing.hardwareID) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the index on hardware_id answers no row")
        }
        return conflict(.hardwareIDBound(to: other.id))
    }

    /// Inserts the thing, and says whether it did.
    @discardableResult
    static func insert(_ database: Database, _ thing: Thing, orNothing: Bool = false) throws -> Bool {
        let insert = try DirectStatement(
            database,
            "INSERT INTO things (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + (orNothing ? " ON CONFLICT DO NOTHING" : "")
        )
        insert.bind(thing.id.string, at: 0)
        insert.bind(thing.hardwareID, at: 1)
        insert.bind(thing.model.description, at: 2)
        insert.bind(thing.agency.string, at: 3)
        insert.bind(thing.domain.rawValue, at: 4)
        insert.bind(thing.name, at: 5)
        insert.bind(thing.location?.latitude, at: 6)
        insert.bind(thing.location?.longitude, at: 7)
        insert.bind(thing.expectedIntervalSeconds.map(Int64.init), at: 8)
        insert.bind(thing.state.rawValue, at: 9)
        insert.bind(thing.schedule?.description, at: 10)
        insert.bind(thing.tags.isEmpty ? "" : thing.tags.description, at: 11)
        insert.bind(thing.offsets.isEmpty ? "" : thing.offsets.description, at: 12)
        try insert.run()
        return insert.changedRows == 1
    }

    /// Removes the thing, and says whether there was one.
    @discardableResult
    static func remove(_ database: Database, thing: String) throws -> Bool {
        let delete = try DirectStatement(database, "DELETE FROM things WHERE thing = ?")
        delete.bind(thing, at: 0)
        try delete.run()
        return delete.changedRows == 1
    }

    /// Counts a change, so that others see it.
    static func changed(_ database: Database, thingsAdded: Int) throws {
        let update = try DirectStatement(database, "UPDATE stamp SET changes = changes + 1, things = things + ?")
        update.bind(thingsAdded, at: 0)
        try update.run()
    }

    static func stamp(_ database: Database) throws -> (stamp: ChangeStamp, things: Int) {
        let statement = try DirectStatement(database, "SELECT changes, things FROM stamp WHERE one = 1")
        defer { statement.reset() }
        guard try statement.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the change stamp is missing")
        }
        return (ChangeStamp(changes: statement.integer(0)), Int(statement.integer(1)))
    }

    static func find(_ database: Database, thing: String) throws -> Thing? {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM things WHERE thing = ?")
        statement.bind(thing, at: 0)
        return try rows(statement).first
    }

    static func find(_ database: Database, hardwareID: String) throws -> Thing? {
        let statement = try DirectStatement(database, "SELECT \(columns) FROM things WHERE hardware_id = ?")
        statement.bind(hardwareID, at: 0)
        return try rows(statement).first
    }

    static func list(_ database: Database, after thing: String?, limit: Int) throws -> [Thing] {
        let statement = try DirectStatement(
            database,
            "SELECT \(columns) FROM things WHERE thing > ? ORDER BY thing LIMIT ?"
        )
        statement.bind(thing ?? "", at: 0)
        statement.bind(limit, at: 1)
        return try rows(statement)
    }

    /// All things; one that is equal to what is known of its hardware id is that thing itself.
    static func all(_ database: Database, count: Int, knowing known: (String) -> Thing?) throws -> [Thing] {
        var things: [Thing] = []
        things.reserveCapacity(count)
        try visit(database, agency: nil, model: nil, domain: nil) { thing in
            let twin = known(thing.hardwareID)
            things.append(twin.flatMap { $0 == thing ? $0 : nil } ?? thing)
        }
        return things
    }

    /// The columns in which two things of one name differ, as the import's header names them.
    static func differences(_ registered: Thing, _ said: Thing) -> [ThingDifference] {
        if registered == said { return [] }
        return zip(columnTexts(registered), columnTexts(said)).filter { $0.value != $1.value }.map {
            ThingDifference(column: $0.column, registered: $0.value, said: $1.value)
        }
    }

    /// Everything about a thing by the columns of the import's header; what is not known is empty.
    static func columnTexts(_ thing: Thing) -> [(column: String, value: String)] {
        [
            ("hardware_id", thing.hardwareID), ("model", thing.model.description), ("agency", thing.agency.string),
            ("domain", thing.domain.rawValue), ("name", thing.name),
            ("latitude", thing.location.map { "\($0.latitude)" } ?? ""),
            ("longitude", thing.location.map { "\($0.longitude)" } ?? ""),
            ("expected_interval", thing.expectedIntervalSeconds.map { "\($0)s" } ?? ""),
            ("schedule", thing.schedule?.description ?? ""), ("tags", thing.tags.description),
            ("offsets", thing.offsets.description), ("state", thing.state.rawValue),
        ]
    }

    static func rows(_ statement: DirectStatement) throws -> [Thing] {
        var things: [Thing] = []
        try visit(statement) { things.append($0) }
        return things
    }

    /// Passes the things of all rows on, one by one.
    static func visit(_ statement: DirectStatement, _ body: (Thing) -> Void) throws {
        defer { statement.reset() }
        var names = SharedNames()
        while try statement.step() { body(try thing(statement, &names)) }
    }

    private static func thing(_ statement: DirectStatement, _ names: inout SharedNames) throws -> Thing {
        let id = statement.text(0)
        do {
            return Thing(
                id: try Slug(id),
                hardwareID: statement.text(1),
                model: try names.model(statement.text(2)),
                agency: try names.slug(statement.text(3)),
                domain: try required(Domain(rawValue: statement.text(4)), "domain"),
                name: statement.text(5),
                location: statement.isNull(6)
                    ? nil
                    : try required(Location(latitude: statement.number(6), longitude: statement.number(7)), "location"),
                expectedIntervalSeconds: statement.isNull(8) ? nil : Int(statement.integer(8)),
                schedule: statement.isNull(10) ? nil : try names.schedule(statement.text(10)),
                state: try required(Thing.State(rawValue: statement.text(9)), "state"),
                tags: try ThingTags(statement.text(11)),
                offsets: try CounterOffsets(statement.text(12))
            )
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "thing \(id): \(error)")
        }
    }

    private static func required<Value>(_ value: Value?, _ column: String) throws -> Value {
        guard let value else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(column) has no known value")
        }
        return value
    }
}
