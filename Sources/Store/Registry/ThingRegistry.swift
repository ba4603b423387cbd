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

    /// Who changes it; nothing when it was opened for reading.
    private let author: Author?
    private let queue: DatabaseQueue

    /// Opens or makes the file; what is changed is the author's doing.
    public init(path: String, author: Author) throws(StoreError) {
        self.path = path
        self.author = author
        let queue = try SyncedDatabase.open(path: path, schema: RegistrySchema.schema)
        // A key that was removed is not left in the file's free pages.
        try SyncedDatabase.translating(path: path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        self.queue = queue
    }

    /// Opens the file for reading only, as commands do that change nothing.
    ///
    /// - Throws: `StoreError.olderSchema` when an older gateway made the file: opening it for writing brings it up to date.
    public init(readingOnly path: String) throws(StoreError) {
        self.path = path
        self.author = nil
        self.queue = try SyncedDatabase.openForReading(path: path, schema: RegistrySchema.schema, acceptsOlder: false)
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
    ///
    /// - Parameter known: answers the thing that a hardware id was bound to when the caller last looked; one that is as it
    ///   was is that thing itself, so that both share their memory.
    /// - Returns: everything that a directory is made of; the pages that were read for it are forgotten.
    /// - Throws: `StoreError` when the file cannot be read.
    public func snapshot(
        knowing known: (_ hardwareID: String) -> Thing? = { _ in nil }
    ) throws(StoreError) -> RegistrySnapshot {
        defer { queue.releaseMemory() }
        return try readAtOnce { database in
            let (stamp, count) = try ThingTable.stamp(database)
            return RegistrySnapshot(
                stamp: stamp,
                things: try ThingTable.all(database, count: count, knowing: known),
                codecs: try CodecTable.all(database),
                keys: try KeyTable.all(database),
                replacements: try ReplacementTable.list(database, thing: nil, after: 0, limit: .max)
            )
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

    /// Closes the file.
    public func close() throws(StoreError) {
        try SyncedDatabase.translating(path: path) { try queue.close() }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try SyncedDatabase.translating(path: path) { try queue.unsafeRead(body) }
    }

    /// Several questions about one moment, whatever other processes write meanwhile.
    func readAtOnce<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try SyncedDatabase.translating(path: path) { try queue.read(body) }
    }

    /// One synced transaction of the author who opened the file.
    func write<Result>(_ body: (Database, Author) throws -> Result) throws(StoreError) -> Result {
        guard let author else { preconditionFailure("a registry that was opened for reading is not changed") }
        return try SyncedDatabase.translating(path: path) { try queue.write { try body($0, author) } }
    }
}
