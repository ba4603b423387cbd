import Observations
import Store

/// Decides when a reading is safe: the pure heart of the gateway.
///
/// Events come in (a batch was read, a PUBACK came, a commit is done, a link ended), `nextAction` says what to do; the
/// driver does it. There is no I/O, no clock and no chance in here, so the same code runs under the seeded simulation.
///
/// Invariants:
/// 1. The field's acknowledgements are released only when every reading of the batch has its PUBACK from upstream or
///    is in a synced transaction, and every quarantined message is.
/// 2. While the batch is not settled `fieldMayBeWritten` is false: no SUBSCRIBE, PINGREQ, DISCONNECT or flush.
/// 3. A row leaves the outbox only after its own PUBACK, or with a ledger entry.
/// 4. A row is in flight at most once per uplink connection.
/// 5. An id counts as known only once it is settled, and a frame only once its batch is.
struct Settlement {
    /// Why the gateway keeps away from the field.
    enum Obstacle: String {
        /// The outbox is at its limit.
        case outboxFull = "outbox_full"
        /// The file system has no room.
        case diskFull = "disk_full"
        /// The store cannot commit.
        case storeFailed = "store_failed"
    }

    let limits: SettlementLimits
    var batch = Batch()
    var drain: Drain
    var duplicates: DuplicateMemory
    var frames: FrameMemory
    var counters = SettlementCounters()
    var obstacle: Obstacle?
    var summary: OutboxSummary
    /// The open uplink connection, or nothing; the number tells connections apart.
    var connection: Int64?
    var window: UplinkWindow?

    var isFieldOpen = false
    var isReleaseBlocked = false
    var isStopping = false
    var isCommitting = false
    var isBatchInCommit = false
    var hasAskedToClose = false
    /// The number of the batch whose payloads the codecs were asked to read last.
    var askedToDecode: UInt64?
    var mustCloseField = false
    var quarantinedRows: [QuarantineEntry] = []
    var quarantinedRowsInCommit = 0
    var mustProbeTopics = false
    var probedTopics: Set<String> = []
    var topicsToUnpark: [String] = []
    var isUnparking = false
    /// Raw messages that are settled, where they are to be kept.
    var rawShelf = RawShelf()
    /// Readings that wait for the store beside the batches; the first may be in the running commit.
    var injections: [Injection] = []
    /// The readings of the injection that the running commit stores.
    var injecting: [Injection.Item] = []
    var injectionOutcomes: [(number: UInt64, outcome: Injection.Outcome)] = []
    var isInjectionInCommit = false
    var isExpiring = false
    var mustCloseUplink = false
    var commitRetryAt: SteadyInstant?
    /// The outbox had no room for the last batch: the uplink gets the first chance, even where the store should have it.
    var isCrowded = false
    var refusedTopics: [String: ParkReason] = [:]
    var nextRetry: SteadyInstant?
    var pausedUntil: SteadyInstant?
    var pauses = 0
    var probeAt: SteadyInstant?
    var probes = 0
    var isProbing = false
    /// What became of readings, written down while somebody follows; whoever tells them takes it.
    var journal: [SettledReading]?
    var announcements: [Announcement] = []
    var announceAt: SteadyInstant?
    var isAnnouncementInCommit = false

    init(
        limits: SettlementLimits,
        summary: OutboxSummary,
        duplicates: DuplicateMemory = DuplicateMemory(),
        frames: FrameMemory = FrameMemory()
    ) {
        self.limits = limits
        self.summary = summary
        drain = Drain(suspects: Suspects(connectionsMax: limits.connectionsToSuspect))
        self.duplicates = duplicates
        self.frames = frames
    }

    // MARK: What the driver asks

    /// How many messages may be read from the field now.
    var fieldRoom: Int {
        guard fieldMayBeRead, !isBatchLarge else { return 0 }
        return max(0, limits.batchMessages - batch.messages)
    }

    /// Whether the batch takes as much memory as one may, however few its messages are.
    private var isBatchLarge: Bool {
        batch.bytes >= limits.batchBytes || batch.members.count + batch.pending.count >= limits.batchReadings
    }

    /// Whether messages may be read from the field now.
    var fieldMayBeRead: Bool {
        isFieldOpen && batch.phase == .reading && !isStopping && obstacle == nil && !mustCloseField
    }

    /// Whether anything at all may be written to the field socket now.
    var fieldMayBeWritten: Bool {
        !mustCloseField && (batch.phase == .releasing || (batch.phase == .reading && !batch.holdsMessages))
    }

    /// Whether a new connection to the field broker may be opened: never while a batch of the last one is unsettled.
    var fieldIsWanted: Bool { obstacle == nil && !isStopping && batch.phase == .reading && !batch.holdsMessages }

    /// Whether everything that can be finished is finished, after `stop`.
    var isStopped: Bool {
        isStopping && batch.phase == .reading && !isCommitting && !drain.hasChanges && quarantinedRows.isEmpty
            && (rawShelf.isIdle || obstacle != nil)
    }

    // MARK: The field

    mutating func fieldOpened() {
        precondition(batch.phase == .reading, "the last connection's batch is settled before the next one opens")
        isFieldOpen = true
        hasAskedToClose = false
        mustCloseField = false
    }

    /// The field connection is gone: the batch is settled all the same, only its release is skipped.
    mutating func fieldEnded() {
        closeBatch()
        isFieldOpen = false
        isReleaseBlocked = false
        mustCloseField = false
        if batch.phase == .releasing { batch.clear() }
    }

    /// Takes messages that were read from the field: they belong to the batch, and nothing is acknowledged before `release`.
    mutating func receive(_ arrivals: Arrivals, at now: Moment) {
        precondition(fieldMayBeRead, "nothing is read while a batch is unsettled")
        guard !arrivals.isEmpty else { return }
        batch.read(arrivals.messages, bytes: arrivals.bytes, at: arrivals.first ?? now.steady)
        counters.messagesReceived += arrivals.messages
        take(arrivals, at: now)
        batch.pending.append(contentsOf: arrivals.pending)
        counters.decodesAsked += arrivals.pending.count
    }

    /// Adds what was decoded to the batch.
    mutating func take(_ arrivals: Arrivals, at now: Moment) {
        counters.readingsReceived += arrivals.readings.count
        var repeated: Set<Int> = []
        let copies = takeFrames(arrivals.frames, at: now.steady)
        var nextCopy = 0
        for (index, reading) in arrivals.readings.enumerated() {
            while nextCopy < copies.count, copies[nextCopy].upperBound <= index { nextCopy += 1 }
            if nextCopy < copies.count, copies[nextCopy].contains(index) {
                repeated.insert(index)
            } else if duplicates.contains(reading.id) || !batch.add(reading, progress: progressAtReception(of: reading))
            {
                repeated.insert(index)
            } else if let packet = window?.adopt(reading.id, as: .member(batch.members.count - 1)) {
                batch.setProgress(.outstanding(packet: packet), of: batch.members.count - 1)
            }
        }
        counters.duplicates += repeated.count
        if journal != nil {
            let duplicates = repeated.sorted().map { arrivals.readings[$0] }
            journal?.append(contentsOf: duplicates.map { SettledReading(reading: $0, outcome: .duplicate) })
        }
        batch.quarantined.append(contentsOf: arrivals.quarantined)
        batch.births.append(contentsOf: arrivals.births)
        // What was received again was kept when it came first.
        for arrived in arrivals.raw where !arrived.readings.allSatisfy(repeated.contains) {
            let ids = arrivals.readings[arrived.readings].map(\.id)
            batch.raw.append(BatchMessage(message: arrived.message, readings: ids))
        }
    }

    /// The field socket is dry or the batch is full: nothing more is read until it is released.
    mutating func closeBatch() {
        guard batch.phase == .reading, batch.holdsMessages else { return }
        let isFull = batch.messages >= min(limits.batchMessages, limits.fieldWindow) || isBatchLarge
        batch.close(isUnderPressure: isFull)
        finishBatchIfSettled()
    }

    /// The field socket is full: the rest of the acknowledgements goes when it is writable, and nothing is read before.
    mutating func releaseBlocked() {
        precondition(batch.phase == .releasing, "only a settled batch is released")
        isReleaseBlocked = true
    }

    /// The field socket takes bytes again.
    mutating func fieldWritable() { isReleaseBlocked = false }

    /// The acknowledgements were written: the next batch may be read.
    mutating func released() {
        precondition(batch.phase == .releasing, "only a settled batch is released")
        isReleaseBlocked = false
        batch.clear()
    }

    /// Stops reading; what is unsettled is committed at once.
    mutating func stop() { isStopping = true }

    // MARK: What to do next

    /// The next thing to do, or nothing until something happens or `deadline` comes.
    mutating func nextAction(at now: Moment) -> SettlementAction? {
        if let decode = nextDecode(at: now.steady) { return decode }
        if let pausedUntil, pausedUntil <= now.steady { self.pausedUntil = nil }
        if let commitRetryAt, commitRetryAt <= now.steady { self.commitRetryAt = nil }
        if uplinkMustClose(at: now.steady) {
            mustCloseUplink = false
            return .closeUplink
        }
        drain.retrySuspects(at: now.steady)
        if let publication = nextPublication(at: now) { return .publish(publication) }
        if batch.phase == .releasing, isFieldOpen, !isReleaseBlocked { return .release }
        if !isCommitting, let transaction = nextTransaction(at: now) { return .commit(transaction) }
        if let action = nextUnpark(at: now.steady) { return action }
        if connection != nil, obstacle != .storeFailed, !isUnparking, drain.wantsFetch {
            return .fetch(after: drain.beginFetch(), limit: Drain.fetchRows, bytes: Drain.fetchBytes)
        }
        if obstacle == nil, let raw = rawShelf.take(at: now.steady, atOnce: isStopping) { return .keepRaw(raw) }
        if let probeAt, !isProbing, probeAt <= now.steady {
            self.probeAt = nil
            if obstacle == .storeFailed {
                isProbing = true
                return .probeStore
            }
            obstacle = nil
        }
        if !isCommitting, let transaction = nextAnnouncement(at: now.steady) { return .commit(transaction) }
        return nextClose(at: now.steady)
    }

    /// When `nextAction` has to be asked again although nothing happened.
    mutating func deadline() -> SteadyInstant? {
        var earliest: SteadyInstant?
        func consider(_ instant: SteadyInstant?) {
            guard let instant else { return }
            earliest = min(earliest ?? instant, instant)
        }
        let mayCommit = !isCommitting && obstacle != .storeFailed
        if mayCommit, commitRetryAt == nil, batch.phase == .settling { consider(settleDeadline) }
        if mayCommit { consider(commitRetryAt) }
        if mayCommit, obstacle == nil, commitRetryAt == nil { consider(announceAt) }
        if batch.phase == .decoding { consider(decodeDeadline) }
        if isBatchHeld, isFieldOpen, !hasAskedToClose {
            consider(batch.opened.advanced(by: limits.holdMaximum))
        }
        if mayCommit, commitRetryAt == nil, drain.hasChanges {
            consider(drain.acknowledgedSince?.advanced(by: Drain.deleteDelay))
        }
        consider(window?.oldestPublish()?.advanced(by: limits.acknowledgementTimeout))
        consider(pausedUntil)
        if obstacle == nil { consider(rawShelf.deadline) }
        if !isUnparking, obstacle != .storeFailed { consider(nextRetry) }
        consider(drain.suspects.nextTrial)
        if !isProbing { consider(probeAt) }
        return earliest
    }
}
