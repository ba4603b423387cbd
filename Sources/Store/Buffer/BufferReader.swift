internal import GRDB
public import Observations

/// Reads `buffer.db` without changing it: for commands, and for `run`'s socket beside the thread that writes.
public final class BufferReader: Sendable {
    /// Where the file is.
    public let path: String

    private let queue: DatabaseQueue

    /// Opens the file that a `BufferStore` made.
    public init(path: String) throws(StoreError) {
        self.path = path
        self.queue = try SyncedDatabase.openForReading(path: path, schema: BufferSchema.schema)
    }

    /// What the file holds.
    public func summary() throws(StoreError) -> OutboxSummary {
        try read { try BufferTotals(reading: $0).summary }
    }

    /// The things with most rows among the oldest `rowsMax` rows of the outbox.
    public func backlogs(limit: Int, rowsMax: Int = 200_000) throws(StoreError) -> [ThingBacklog] {
        try read { try BufferQueries.backlogs($0, limit: limit, rowsMax: rowsMax) }
    }

    /// The parked rows by topic, at most `limit` topics.
    public func parkedTopics(limit: Int) throws(StoreError) -> [ParkedTopic] {
        try read { try BufferQueries.parkedTopics($0, limit: limit) }
    }

    /// Rows of the outbox after a place, parked ones included.
    public func rows(after sequence: SequenceNumber?, limit: Int) throws(StoreError) -> [OutboxRow] {
        try read {
            try Outbox.rows($0, after: sequence, limit: limit, bytes: 64 << 20, includingParked: true)
        }
    }

    /// What is quarantined, by hardware id or else by topic, the newest first.
    public func quarantineGroups(limit: Int, offset: Int = 0) throws(StoreError) -> [QuarantineGroup] {
        try read { try BufferQueries.quarantineGroups($0, limit: limit, offset: offset) }
    }

    /// Quarantined messages, the newest first: of one hardware id or of all, before a place or from the newest on.
    public func quarantined(
        hardwareID: String? = nil,
        before sequence: SequenceNumber? = nil,
        limit: Int
    ) throws(StoreError) -> [QuarantineRow] {
        try read { try BufferQueries.quarantined($0, hardwareID: hardwareID, before: sequence, limit: limit) }
    }

    /// The selected quarantined messages after a place, in the order of quarantining.
    public func quarantined(
        _ selection: QuarantineSelection,
        after sequence: SequenceNumber? = nil,
        limit: Int
    ) throws(StoreError) -> [QuarantineRow] {
        try read { try BufferQueries.quarantined($0, selection, after: sequence, limit: limit, bytes: 64 << 20) }
    }

    /// How many quarantined messages are selected, and the place of the newest of them.
    public func quarantinedCount(
        _ selection: QuarantineSelection
    ) throws(StoreError) -> (count: Int, newest: SequenceNumber?) {
        try read { try BufferQueries.quarantinedCount($0, selection) }
    }

    /// Kept raw messages after a place that were received since a moment, in their order.
    public func raw(after sequence: SequenceNumber? = nil, since: Timestamp?, limit: Int) throws(StoreError) -> [RawRow]
    {
        try read { try Raw.rows($0, after: sequence, since: since, limit: limit, bytes: 64 << 20) }
    }

    /// The value of a mark, or nothing where there is none.
    public func mark(_ name: String) throws(StoreError) -> Int64? {
        try read { try Marks.value($0, name) }
    }

    /// Lines of the drop ledger, the newest first.
    public func drops(limit: Int) throws(StoreError) -> [DropEntry] {
        try read { try BufferQueries.drops($0, limit: limit) }
    }

    private func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        try SyncedDatabase.translating(path: path) { try queue.unsafeRead(body) }
    }
}
