internal import GRDB
public import Observations
internal import Synchronization

/// The buffer: outbox, quarantine and drop ledger in one SQLite file with one synced transaction at a time.
///
/// `run` alone writes it, under the `StateLock`, from one thread. What a call answered is on the disk; a call that threw
/// changed nothing. After an error whose `needsReopening` is true, `reopen` comes before anything else.
/// `summary` may be asked from any thread and never waits for the disk.
public final class BufferStore: Sendable {
    /// Where the file is.
    public let path: String
    /// What it may hold.
    public let limits: StoreLimits

    private let file: Mutex<BufferFile>
    private let published: Mutex<OutboxSummary>

    /// Opens or makes the file; a damaged one is moved aside and what can be read of it is saved.
    ///
    /// - Throws: `StoreError`; among others `.notSynchronous` when commits would not be synced.
    public init(path: String, limits: StoreLimits = StoreLimits(), now: Timestamp) throws(StoreError) {
        let opened = try BufferFile(path: path, limits: limits, now: now)
        self.path = path
        self.limits = limits
        self.published = Mutex(opened.totals.summary)
        self.file = Mutex(opened)
    }

    /// What the last opening found.
    public var openingReport: OpeningReport { file.withLock { $0.report } }

    /// What the file holds, as of the last call that returned.
    public var summary: OutboxSummary { published.withLock { $0 } }

    /// Whether the disk space for quarantine and ledger is held; without it no reading is taken that would need more room.
    public var reserveIsHeld: Bool { file.withLock { $0.reserve.isHeld } }

    /// Does everything in the transaction in one synced commit, or nothing of it.
    ///
    /// - Throws: `StoreError.outboxFull` before anything is written, when the readings do not fit; what was acknowledged
    ///   can still be deleted by a transaction without readings.
    public func apply(_ transaction: StoreTransaction, now: Timestamp) throws(StoreError) -> StoreReceipt {
        try change { file throws(StoreError) in try file.apply(transaction, now: now) }
    }

    /// The rows after a place in ascending order: at most `limit`, and none further once about `bytes` are reached.
    public func rows(
        after sequence: SequenceNumber?,
        limit: Int,
        bytes: Int,
        includingParked: Bool = false
    ) throws(StoreError) -> [OutboxRow] {
        try change { file throws(StoreError) in
            try file.read { database in
                try Outbox.rows(
                    database,
                    after: sequence,
                    limit: limit,
                    bytes: bytes,
                    includingParked: includingParked
                )
            }
        }
    }

    /// Lets at most `limit` parked rows have their turn again, the oldest first.
    ///
    /// - Returns: the rows; as many as `limit` mean that there may be more.
    public func unpark(_ which: Unparking, limit: Int = 10_000) throws(StoreError) -> [SequenceNumber] {
        try change { file throws(StoreError) in
            try file.commitSmall { database, totals in
                try Outbox.unpark(database, which, limit: limit, totals: &totals)
            }
        }
    }

    /// Lets the oldest parked row of each of at most `limit` topics have its turn again, in one synced transaction.
    ///
    /// - Returns: the topics; those that were refused longest ago come first, so that each has its turn.
    public func unparkOneOfEachTopic(limit: Int) throws(StoreError) -> [String] {
        try change { file throws(StoreError) in
            try file.commitSmall { database, totals in
                try Outbox.unparkOneOfEachTopic(database, limit: limit, totals: &totals)
            }
        }
    }

    /// The parked rows by topic, at most `limit` topics.
    public func parkedTopics(limit: Int = 1_000) throws(StoreError) -> [ParkedTopic] {
        try change { file throws(StoreError) in
            try file.read { try BufferQueries.parkedTopics($0, limit: limit) }
        }
    }

    /// Drops at most `limit` rows that were received before the moment, with lines in the ledger; of those that were
    /// injected, the moment at which they were stored counts.
    ///
    /// Rows received before 2020 by the gateway's clock never expire: that clock had not been set.
    public func expire(
        receivedBefore moment: Timestamp,
        excluding outstanding: Set<SequenceNumber>,
        limit: Int = 10_000
    ) throws(StoreError) -> ExpiryReport {
        try change { file throws(StoreError) in
            try file.expire(receivedBefore: moment, excluding: outstanding, limit: limit)
        }
    }

    /// Removes quarantined messages that a person is done with; they are counted in a mark.
    ///
    /// - Returns: how many were there.
    public func removeQuarantined(_ sequences: [SequenceNumber]) throws(StoreError) -> Int {
        try change { file throws(StoreError) in
            try file.commitSmall { database, totals in
                try Quarantine.remove(database, sequences, countedAs: Marks.removed, totals: &totals)
            }
        }
    }

    /// The place of the newest quarantined message.
    public func newestQuarantined() throws(StoreError) -> SequenceNumber? {
        try change { file throws(StoreError) in try file.read { try BufferQueries.newest($0, of: "quarantine") } }
    }

    /// The place of the newest kept raw message.
    public func newestRaw() throws(StoreError) -> SequenceNumber? {
        try change { file throws(StoreError) in try file.read { try BufferQueries.newest($0, of: "raw") } }
    }

    /// The selected quarantined messages after a place and through another, in the order of quarantining: at most `limit`,
    /// and none further once about `bytes` are reached.
    public func quarantined(
        _ selection: QuarantineSelection,
        after sequence: SequenceNumber?,
        through last: SequenceNumber? = nil,
        limit: Int,
        bytes: Int
    ) throws(StoreError) -> [QuarantineRow] {
        try change { file throws(StoreError) in
            try file.read { database in
                try BufferQueries.quarantined(
                    database,
                    selection,
                    after: sequence,
                    through: last,
                    limit: limit,
                    bytes: bytes
                )
            }
        }
    }

    /// The births that were kept, in the order of reception.
    public func births() throws(StoreError) -> [BirthMessage] {
        try change { file throws(StoreError) in try file.read { try Births.all($0) } }
    }

    /// The value of a mark, or nothing where there is none.
    public func mark(_ name: String) throws(StoreError) -> Int64? {
        try change { file throws(StoreError) in try file.read { try Marks.value($0, name) } }
    }

    /// Keeps raw messages, as far as there is room, and removes those that were received before the moment.
    ///
    /// They are worth less than everything else in the file: on a full disk they give way and none is added.
    ///
    /// - Returns: whether they are kept, and whether nothing more is to be removed.
    public func keepRaw(
        _ messages: [RawMessage],
        dropping moment: Timestamp?
    ) throws(StoreError) -> (isKept: Bool, isComplete: Bool) {
        try change { file throws(StoreError) in try file.keepRaw(messages, dropping: moment) }
    }

    /// Kept raw messages after a place and through another that were received since a moment, in their order.
    public func raw(
        after sequence: SequenceNumber?,
        through last: SequenceNumber? = nil,
        since moment: Timestamp?,
        limit: Int,
        bytes: Int
    ) throws(StoreError) -> [RawRow] {
        try change { file throws(StoreError) in
            try file.read { database in
                try Raw.rows(database, after: sequence, through: last, since: moment, limit: limit, bytes: bytes)
            }
        }
    }

    /// Drops a bounded piece of what waits for the uplink of a thing that was removed, and what is in quarantine of its
    /// hardware; call it again until it says that it is complete.
    public func purge(_ purge: ThingPurge) throws(StoreError) -> PurgeReport {
        try change { file throws(StoreError) in try file.purge(purge) }
    }

    /// Gives a bounded piece of unused file space back to the file system; call it again until it says that it is complete.
    ///
    /// It does nothing while less than a quarter of the file is unused, unless the outbox is empty.
    public func giveBackSpace(pagesMax: Int = 2_048, now: Timestamp) throws(StoreError) -> SpaceReport {
        try change { file throws(StoreError) in try file.giveBackSpace(pagesMax: pagesMax, now: now) }
    }

    /// Closes the file, opens it anew, brings its log to the disk and checks it.
    ///
    /// A file that SQLite called damaged is moved aside and what can be read of it is saved, as in `init`.
    public func reopen(now: Timestamp) throws(StoreError) -> OpeningReport {
        try change { file throws(StoreError) in
            try file.reopen(now: now)
            return file.report
        }
    }

    /// Gives the reserve up for something else that cannot do without room; it is taken again once there is more.
    ///
    /// - Returns: whether there was room to give up.
    public func giveUpReserve() throws(StoreError) -> Bool {
        try change { file throws(StoreError) in try file.reserve.giveUp() }
    }

    /// Closes the file; nothing can be done with the store after that but `reopen`.
    public func close() throws(StoreError) {
        try change { file throws(StoreError) in try file.close() }
    }

    /// What tests need of the inside.
    func withFile<Result: Sendable>(
        _ body: (inout BufferFile) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try change(body)
    }

    private func change<Result: Sendable>(
        _ body: (inout BufferFile) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try file.withLock { file throws(StoreError) in
            let result = try body(&file)
            let summary = file.totals.summary
            published.withLock { $0 = summary }
            return result
        }
    }
}
