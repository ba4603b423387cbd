import Logging
import MQTT
import Observations
import Store
import Synchronization

/// The one thread that owns both broker connections: waits, reads, lets the settlement decide, and does what it says.
///
/// Nothing in here waits for a disk, a name server or a codec; what takes long happens on another thread and comes back
/// through the mailbox.
final class EventLoop {
    let settings: LoopSettings
    let clock = SystemClock()
    let mailbox: Mailbox
    let storeThread: StoreThread
    let codecThread: CodecThread
    let healthKeeper: HealthKeeper
    let reporter: StatusReporter
    let feed: LiveFeed
    let logger: Logger
    var random = SystemRandomNumberGenerator()

    var settlement: Settlement
    var intake: Intake
    var field: Link
    var uplink: Link
    var session: FieldSession
    var expiry: ExpiryPolicy
    var meter = RateMeter()

    var poller = Poller()
    var inbox: [InboundMessage] = []
    var arrivals = Arrivals()
    var now: Moment
    var nextTick: SteadyInstant
    var uplinkConnections: Int64
    var stopBy: SteadyInstant?
    var resubscribeAt: SteadyInstant?
    var granted = 0
    /// The refusals that the log has on this uplink connection.
    var refusalsSaid: Set<ReasonCode> = []
    /// What was changed in the registry, and the health of things does not know yet.
    var healthChanges = DirectoryChanges()
    var belated = BelatedHearings()
    var purges: [PurgeRequest] = []
    var isPurging = false
    var purgeBegan: SteadyInstant
    /// When the next piece may be dropped.
    var purgeAt: SteadyInstant
    var lastReception = Timestamp(microseconds: 0)
    /// When the last wait ended.
    var lastWake: SteadyInstant
    /// The longest time between two waits, in microseconds.
    var longestTurn: Int64 = 0
    /// The task with kept messages that is under way.
    var mending: MendingRun?
    var lastInjection: UInt64 = 0

    /// How often keepalives, clocks and reports are looked after.
    static let tick: Duration = .milliseconds(250)
    /// How long the field broker has to grant the subscriptions before it is asked again.
    static let resubscribe: Duration = .seconds(30)
    /// How long the drain has at least between two pieces of a purge.
    static let purgePause: Duration = .milliseconds(20)
    /// How many messages are read before they are published.
    static let messagesPerRead = 32
    /// How long a stop may take before what is left is left to the next start.
    static let stopPatience: Duration = .seconds(4)
    /// How long a stop waits for PUBACKs.
    static let stopGrace: Duration = .seconds(1)

    init(
        settings: LoopSettings,
        intake: Intake,
        session: FieldSession,
        store: OutboxSummary,
        storeThread: StoreThread,
        codecThread: CodecThread,
        healthKeeper: HealthKeeper,
        mailbox: Mailbox,
        reporter: StatusReporter,
        feed: LiveFeed,
        logger: Logger
    ) {
        self.settings = settings
        self.intake = intake
        self.session = session
        self.storeThread = storeThread
        self.codecThread = codecThread
        self.healthKeeper = healthKeeper
        self.mailbox = mailbox
        self.reporter = reporter
        self.feed = feed
        self.logger = logger
        now = clock.now()
        settlement = Settlement(limits: settings.limits, summary: store)
        field = Link(options: settings.fieldOptions, wakeUp: mailbox.wakeUp, now: now.steady)
        uplink = Link(options: settings.uplinkOptions, wakeUp: mailbox.wakeUp, now: now.steady)
        expiry = ExpiryPolicy(maximumAge: settings.outboxMaximumAge)
        nextTick = now.steady
        lastWake = now.steady
        purgeBegan = now.steady
        purgeAt = now.steady
        // Unlike any connection of an earlier process: rows stored then are replayed now.
        uplinkConnections = Int64.random(in: 1...(1 << 61), using: &random)
    }

    /// Turns until a stop has been asked for and everything that can be finished is finished.
    func run() throws(MQTTError) {
        // What is no longer to be kept goes.
        keepRaw([])
        while !isFinished {
            now = clock.now()
            if nextTick <= now.steady { tick() }
            connectLinks()
            performActions()
            continueMending()
            purgeNext()
            flushUplink()
            tellFollowers()
            try wait()
        }
        finish()
    }

    // MARK: One turn

    func connectLinks() {
        let wantsField = settlement.fieldIsWanted
        field.connectIfDue(at: now.steady, isWanted: wantsField, using: &random)
        uplink.connectIfDue(at: now.steady, isWanted: stopBy == nil, using: &random)
    }

    func wait() throws(MQTTError) {
        let readsField = settlement.fieldMayBeRead
        poller.removeAll()
        poller.add(mailbox.wakeUp.fileDescriptor, .readable)
        let fieldIndex = poller.add(field.connection?.fileDescriptor ?? -1, fieldInterest(readsField))
        let uplinkIndex = poller.add(uplink.connection?.fileDescriptor ?? -1, uplinkInterest)
        let isFieldBuffered = readsField && field.connection?.hasBufferedInput == true
        let isUplinkBuffered = uplink.connection?.hasBufferedInput == true
        let timeout = isFieldBuffered || isUplinkBuffered ? .zero : untilNextDeadline
        longestTurn = max(longestTurn, clock.now().steady.microseconds(since: lastWake))
        try poller.wait(timeout: timeout)

        now = clock.now()
        lastWake = now.steady
        if poller.isReadable(0) {
            mailbox.wakeUp.clear()
            takeMail()
        }
        if isUplinkBuffered || poller.isReadable(uplinkIndex) { readUplink() }
        if poller.isWritable(fieldIndex) { writeField() }
        if readsField, isFieldBuffered || poller.isReadable(fieldIndex) { readField() }
    }

    func fieldInterest(_ isRead: Bool) -> Poller.Interest {
        guard let connection = field.connection else { return [] }
        var interest: Poller.Interest = isRead ? .readable : []
        if connection.wantsWrite, settlement.fieldMayBeWritten { interest.insert(.writable) }
        return interest
    }

    var uplinkInterest: Poller.Interest {
        uplink.connection?.wantsWrite == true ? [.readable, .writable] : .readable
    }

    var untilNextDeadline: Duration {
        var deadline = nextTick
        if let settle = settlement.deadline() { deadline = min(deadline, settle) }
        if !purges.isEmpty, !isPurging, now.steady < purgeAt { deadline = min(deadline, purgeAt) }
        if let attempt = uplink.nextAttempt, stopBy == nil { deadline = min(deadline, attempt) }
        if let attempt = field.nextAttempt, settlement.fieldIsWanted { deadline = min(deadline, attempt) }
        let wait = deadline.microseconds(since: clock.now().steady)
        return .microseconds(max(0, wait))
    }

    // MARK: What the settlement asks for

    func performActions() {
        while let action = settlement.nextAction(at: now) {
            switch action {
            case .decode(let pending, let batch):
                codecThread.decode(pending, of: batch, until: settlement.decodeDeadline)
            case .publish(let publication): publish(publication)
            case .commit(let transaction): storeThread.perform(.commit(transaction, now: now.wall))
            case .fetch(let cursor, let limit, let bytes):
                storeThread.perform(.fetch(after: cursor, limit: limit, bytes: bytes))
            case .unpark(let rows): storeThread.perform(.unpark(rows))
            case .keepRaw(let messages): keepRaw(messages)
            case .closeUplink: closeUplink(.timedOut)
            case .release: release()
            case .closeField: closeField()
            case .probeStore: storeThread.perform(.probe(now: now.wall))
            }
        }
    }

    func publish(_ publication: Publication) {
        guard let connection = uplink.connection else { return settlement.uplinkEnded(at: now) }
        let reading = publication.reading
        do throws(MQTTError) {
            let payload = publication.isReplayed ? reading.replayedBody : reading.body
            let packet = try connection.publish(topic: reading.topic, payload: payload)
            settlement.published(publication, as: packet.rawValue, at: now)
        } catch {
            switch error {
            case .tooLarge, .invalidTopic: settlement.unpublishable(publication, at: now)
            case .windowFull, .outOfMemory: settlement.postponed(publication, at: now)
            default:
                settlement.postponed(publication, at: now)
                closeUplink(error)
            }
        }
    }

    func release() {
        guard let connection = field.connection else { return settlement.fieldEnded() }
        connection.write()
        if connection.isClosed {
            handleFieldEvents(connection)
        } else if connection.wantsWrite {
            settlement.releaseBlocked()
        } else {
            settlement.released()
        }
    }

    /// Leaves the field without a word: nothing that is queued may reach the broker.
    func closeField() {
        field.connection?.close()
        endField(nil)
    }

    func closeUplink(_ error: MQTTError) {
        uplink.connection?.close()
        endUplink(error)
    }
}
