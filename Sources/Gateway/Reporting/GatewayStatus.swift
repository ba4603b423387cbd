import Devices
import Observations
import Store
import VendorCodecs

/// The state of a running gateway, as `gateway status` shows it.
public struct GatewayStatus: Codable, Sendable {
    /// One of the two links.
    public struct LinkStatus: Codable, Sendable {
        /// Whether the connection stands.
        public var isConnected = false
        /// For how long that has been so, in seconds.
        public var seconds: Int64 = 0
        /// Why the last connection or attempt ended.
        public var lastError: String?
        /// Which filter the field broker does not grant at QoS 1.
        public var subscriptionFault: String?
        /// How often the field broker had forgotten the gateway's session.
        public var sessionsLost = 0
        /// What the broker granted and announced on this connection.
        public var terms: Terms?
    }

    /// What a broker granted and announced when the gateway connected.
    public struct Terms: Codable, Hashable, Sendable {
        /// Whether it had kept the gateway's session.
        public var isSessionPresent = false
        /// How many unacknowledged publishes it takes.
        public var receiveMaximum = 65_535
        /// The largest packet that it takes, in bytes; nothing where it does not say.
        public var maximumPacketBytes: Int64?
        /// How many of the gateway's filters it granted at QoS 1.
        public var granted = 0
    }

    /// What waits in the outbox.
    public struct Backlog: Codable, Sendable {
        /// Readings.
        public var rows = 0
        /// Their size in bytes.
        public var bytes: Int64 = 0
        /// When the oldest was received.
        public var oldest: String?
        /// How many of the readings the uplink has refused.
        public var parked = 0
        /// How many were set aside, as the server ended connections at them; they are tried again from time to time.
        public var setAside = 0
    }

    /// The health of vendors' codecs.
    public struct Codecs: Codable, Sendable {
        /// Payloads that they were asked to read.
        public var calls = 0
        /// Payloads without an answer, by reason.
        public var failures: [String: Int] = [:]
        /// Workers that were started.
        public var workersStarted = 0
        /// Workers that ended before they were told to.
        public var workersLost = 0
        /// The models whose codecs are switched off, with their causes.
        public var switchedOff: [String: String] = [:]
    }

    /// What became of everything since the process started.
    public struct Totals: Codable, Sendable {
        /// Messages read from the field.
        public var received = 0
        /// Readings decoded from them.
        public var readings = 0
        /// Readings acknowledged upstream without touching the disk.
        public var forwarded = 0
        /// Readings that were stored.
        public var buffered = 0
        /// Readings of kept messages that were stored after all.
        public var redecoded = 0
        /// Stored readings acknowledged upstream.
        public var drained = 0
        /// Publishes that said `"replayed": true`.
        public var replayed = 0
        /// Readings that were settled already.
        public var duplicates = 0
        /// Messages kept in quarantine.
        public var quarantined = 0
        /// Readings that neither uplink nor store took.
        public var withheld = 0
        /// Retained copies, which are stale.
        public var retained = 0
        /// Joins, acknowledgements and the like.
        public var deviceEvents = 0
        /// The same by their kind: `join`, `log`, `ack`, `birth` and so on.
        public var deviceEventKinds: [String: Int] = [:]
        /// Gaps in the numbers of Sparkplug nodes' messages: some were lost before they reached the gateway.
        public var sequenceGaps = 0
        /// Payloads without a measurement.
        public var withoutReading = 0
        /// Fields of model files that a payload did not have.
        public var skippedFields = 0
        /// Messages whose sender is not who their topic says; they are in quarantine.
        public var identityMismatches = 0
        /// Events of things, as new hardware, that the operations center was to be told.
        public var announced = 0
        /// Messages of floods that were only counted.
        public var floods = 0
        /// PUBACKs that said nobody subscribes.
        public var withoutSubscriber = 0
        /// PUBACKs that refused, by reason code in hexadecimal.
        public var refusals: [String: Int] = [:]
        /// Transactions that failed.
        public var commitFailures = 0
    }

    /// The gateway's name.
    public var gateway: String
    /// Its version.
    public var version = GatewayVersion.current
    /// Its process id.
    public var processID: Int32
    /// When it started.
    public var started: String
    /// The link to the sensors' broker.
    public var field = LinkStatus()
    /// The link to the operations center's broker.
    public var uplink = LinkStatus()
    /// Publishes on their way, of at most `window`.
    public var outstanding = 0
    /// The most publishes that may be on their way.
    public var window = 0
    /// What waits.
    public var backlog = Backlog()
    /// Readings dropped by a declared limit, ever; the ledger has them.
    public var dropped: Int64 = 0
    /// Messages in quarantine.
    public var quarantined = 0
    /// Why the gateway keeps off the field: `outbox_full`, `disk_full` or `store_failed`.
    public var obstacle: String?
    /// Whether the machine's calendar follows a reference.
    public var isClockSynchronised = true
    /// The longest that the loop has been busy without a look at its sockets, in microseconds.
    public var longestTurnMicroseconds: Int64 = 0
    /// How many things are registered.
    public var things = 0
    /// What became of everything.
    public var totals = Totals()
    /// The health of vendors' codecs; nothing where there is none to tell of.
    public var codecs: Codecs?
    /// How many things are heard, late, silent.
    public var devices: HealthCounts?
    /// How much comes in, and how fast the outbox fills.
    public var rates: Rates?
    /// How long the outbox lasts.
    public var buffer: BufferOutlook?
    /// The file system of the state directory.
    public var disk: Disk?
    /// The certificate files of both links.
    public var certificates: [Certificate]?
    /// Why the registry or a model file cannot be loaded: the gateway goes on with what it had.
    public var registryFault: String?

    init(gateway: String, processID: Int32, started: Timestamp) {
        self.gateway = gateway
        self.processID = processID
        self.started = started.description
    }
}

extension GatewayStatus {
    mutating func fill(settlement: Settlement, intake: Intake, field: Link, uplink: Link, now: Moment) {
        self.field.fill(field, now: now)
        self.uplink.fill(uplink, now: now)
        outstanding = settlement.window?.count ?? 0
        window = settlement.window?.limit ?? 0
        let summary = settlement.summary
        backlog.rows = summary.rows
        backlog.bytes = summary.bytes
        backlog.oldest = summary.oldest?.description
        backlog.parked = summary.parkedRows
        backlog.setAside = settlement.drain.suspects.count
        dropped = summary.droppedTotal
        quarantined = summary.quarantinedRows
        obstacle = settlement.obstacle?.rawValue
        isClockSynchronised = intake.clock.isTrusted(at: now.wall)
        things = intake.directory.count
        devices = intake.health.counts
        totals.fill(settlement.counters, intake.counters)
        totals.sequenceGaps = intake.memory.sparkplug.sequenceGaps
        totals.skippedFields += intake.memory.sparkplug.skippedMetrics
    }
}

extension GatewayStatus.Codecs {
    init(_ status: CodecPoolStatus) {
        calls = status.calls
        failures = status.failures
        workersStarted = status.workersStarted
        workersLost = status.workersLost
        switchedOff = status.switchedOff
    }
}

extension GatewayStatus.LinkStatus {
    fileprivate mutating func fill(_ link: Link, now: Moment) {
        isConnected = link.isOpen
        seconds = now.steady.microseconds(since: link.changed) / 1_000_000
        lastError = link.lastError.map { "\($0)" }
    }
}

extension GatewayStatus.Totals {
    fileprivate mutating func fill(_ settled: SettlementCounters, _ taken: IntakeCounters) {
        received = settled.messagesReceived
        readings = settled.readingsReceived
        forwarded = settled.forwarded
        buffered = settled.buffered
        redecoded = settled.injected
        drained = settled.drained
        replayed = settled.replayed
        duplicates = settled.duplicates
        quarantined = settled.quarantined
        withheld = settled.withheld
        retained = taken.retained
        deviceEvents = taken.deviceEvents.values.reduce(0, +)
        if deviceEventKinds.count != taken.deviceEvents.count || deviceEvents > 0 {
            deviceEventKinds = Dictionary(uniqueKeysWithValues: taken.deviceEvents.map { ($0.key.rawValue, $0.value) })
        }
        withoutReading = taken.withoutReading
        skippedFields = taken.skippedFields
        identityMismatches = taken.identityMismatches
        announced = settled.announced
        floods = taken.floods
        withoutSubscriber = settled.withoutSubscriber
        commitFailures = settled.commitFailures
        guard refusals.count != settled.refusals.count || !settled.refusals.isEmpty else { return }
        refusals = [:]
        for (code, count) in settled.refusals { refusals["0x" + String(code, radix: 16)] = count }
    }
}
