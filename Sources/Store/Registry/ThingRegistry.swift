internal import GRDB
public import Observations

/// The things, the hardware ids bound to them, and vendors' codecs: a file shared by `run` and the commands.
///
/// Any process may write; a writer waits up to 5 s for another. Every call is one transaction, synced when it returns.
public final class ThingRegistry: Sendable {
    /// The most conflicts that an import names; it counts all of them.
    public static let conflictsNamedMax = 100

    /// Where the file is.
    public let path: String

    private let queue: DatabaseQueue

    /// Opens or makes the file.
    public init(path: String) throws(StoreError) {
        self.path = path
        let queue = try SyncedDatabase.open(path: path, schema: RegistrySchema.schema)
        // A key that was removed is not left in the file's free pages.
        try SyncedDatabase.translating(path: path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        self.queue = queue
    }

    /// Opens the file for reading only, as commands do that change nothing.
    public init(readingOnly path: String) throws(StoreError) {
        self.path = path
        self.queue = try SyncedDatabase.openForReading(path: path, schema: RegistrySchema.schema)
    }

    /// Tells whether anything was changed since; costs some microseconds.
    public func changeStamp() throws(StoreError) -> ChangeStamp {
        try read { try ThingTable.stamp($0).stamp }
    }

    /// How many things are registered.
    public func count() throws(StoreError) -> Int {
        try read { try ThingTable.stamp($0).things }
    }

    /// All things and the stamp that belongs to them; equal model and agency names share their memory.
    public func snapshot() throws(StoreError) -> RegistrySnapshot {
        try SyncedDatabase.translating(path: path) {
            try queue.read { database in
                let (stamp, count) = try ThingTable.stamp(database)
                return RegistrySnapshot(
                    stamp: stamp,
                    things: try ThingTable.all(database, count: count),
                    codecs: try CodecTable.all(database),
                    keys: try KeyTable.all(database)
                )
            }
        }
    }

    /// The thing of that name.
    public func find(thing: Slug) throws(StoreError) -> Thing? {
        try read { try ThingTable.find($0, thing: thing.string) }
    }

    /// The thing that the hardware id is bound to.
    public func find(hardwareID: String) throws(StoreError) -> Thing? {
        try read { try ThingTable.find($0, hardwareID: hardwareID) }
    }

    /// Whether the device of that thing has a key.
    public func hasKey(thing: Slug) throws(StoreError) -> Bool {
        try read { try KeyTable.find($0, thing: thing.string) != nil }
    }

    /// Things in the order of their names, after a name or from the first on.
    public func list(after thing: Slug? = nil, limit: Int) throws(StoreError) -> [Thing] {
        try read { try ThingTable.list($0, after: thing?.string, limit: limit) }
    }

    /// Adds a thing.
    ///
    /// - Returns: false when it was registered just so before, and nothing was changed.
    /// - Throws: `StoreError.conflicts` when its name or its hardware id is taken.
    @discardableResult
    public func add(_ thing: Thing) throws(StoreError) -> Bool { try add(Registration(thing)) == .added }

    /// Adds a thing with its key; one that is registered just so gets this key, whichever it had.
    ///
    /// - Returns: what was changed.
    /// - Throws: `StoreError.conflicts` when its name or its hardware id is taken.
    public func add(_ registration: Registration) throws(StoreError) -> Addition {
        try write { database in
            switch try ThingTable.add(database, registration, row: nil, replacesKey: true) {
            case .success(let addition):
                if addition != .unchanged {
                    try ThingTable.changed(database, thingsAdded: addition == .added ? 1 : 0)
                }
                return addition
            case .failure(let conflict): throw StoreError.conflicts([conflict], count: 1)
            }
        }
    }

    /// Gives the thing of that name these properties, a new hardware id among them; another device's key is forgotten.
    ///
    /// - Returns: false when it had them before, and nothing was changed.
    /// - Throws: `StoreError.thingNotFound`, or `StoreError.conflicts` when the hardware id is bound to another thing.
    @discardableResult
    public func update(_ thing: Thing) throws(StoreError) -> Bool {
        try write { database in
            guard let known = try ThingTable.find(database, thing: thing.id.string) else {
                throw StoreError.thingNotFound(thing.id)
            }
            if ThingTable.differences(known, thing).isEmpty { return false }
            if let other = try ThingTable.find(database, hardwareID: thing.hardwareID), other.id != thing.id {
                let conflict = RegistryConflict(
                    row: nil,
                    thing: thing.id,
                    hardwareID: thing.hardwareID,
                    cause: .hardwareIDBound(to: other.id)
                )
                throw StoreError.conflicts([conflict], count: 1)
            }
            try ThingTable.remove(database, thing: thing.id.string)
            try ThingTable.insert(database, thing)
            if known.hardwareID != thing.hardwareID { try KeyTable.remove(database, thing: thing.id.string) }
            try ThingTable.changed(database, thingsAdded: 0)
            return true
        }
    }

    /// Removes the thing of that name, and its key.
    ///
    /// - Throws: `StoreError.thingNotFound` when there is none.
    public func remove(thing: Slug) throws(StoreError) {
        try write { database in
            guard try ThingTable.remove(database, thing: thing.string) else { throw StoreError.thingNotFound(thing) }
            try KeyTable.remove(database, thing: thing.string)
            try ThingTable.changed(database, thingsAdded: -1)
        }
    }

    /// Adds all things that `next` answers until it answers none, or not one of them.
    ///
    /// Rows that are registered just so are counted as unchanged. With a conflict the rest is still read, so that all
    /// conflicts are named together. Another key than the registered one is a conflict.
    ///
    /// - Parameter next: answers the things one after the other; what it throws ends the import without a change.
    /// - Returns: how many were added, and how many were registered just so before.
    /// - Throws: `StoreError.conflicts` with the row of each conflict, or what `next` threw.
    public func importThings(_ next: () throws -> Registration?) throws -> ImportReport {
        // What `next` throws must come out as it is, so it does not pass the translation of SQLite's errors.
        var thrownByNext: (any Error)?
        var report = ImportReport()
        do {
            try write { database in
                var conflicts: [RegistryConflict] = []
                var conflictCount = 0
                var row = 0
                while true {
                    let registration: Registration?
                    do { registration = try next() } catch {
                        thrownByNext = error
                        throw error
                    }
                    guard let registration else { break }
                    row += 1
                    switch try ThingTable.add(database, registration, row: row, replacesKey: false) {
                    case .success(.added): report.added += 1
                    case .success(.keySet): report.keysSet += 1
                    case .success(.unchanged): report.unchanged += 1
                    case .failure(let conflict):
                        conflictCount += 1
                        if conflicts.count < ThingRegistry.conflictsNamedMax { conflicts.append(conflict) }
                    }
                }
                guard conflicts.isEmpty else { throw StoreError.conflicts(conflicts, count: conflictCount) }
                if report.added + report.keysSet > 0 {
                    try ThingTable.changed(database, thingsAdded: report.added)
                }
            }
        } catch {
            throw thrownByNext ?? error
        }
        return report
    }

    /// Closes the file.
    public func close() throws(StoreError) {
        try SyncedDatabase.translating(path: path) { try queue.close() }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try SyncedDatabase.translating(path: path) { try queue.unsafeRead(body) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try SyncedDatabase.translating(path: path) { try queue.write(body) }
    }
}
