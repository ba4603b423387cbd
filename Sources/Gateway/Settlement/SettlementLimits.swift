import Store

/// The bounds of the settlement, from the configuration.
struct SettlementLimits: Sendable {
    /// The most messages in a batch.
    var batchMessages = 256
    /// The most bytes of payload in a batch, give or take one visit to the socket.
    var batchBytes = 4 << 20
    /// The most readings in a batch, give or take one visit to the socket: a message may hold thousands.
    var batchReadings = 4_096
    /// The most messages that the field broker sends without a PUBACK: its window.
    var fieldWindow = 1_000
    /// The most publishes outstanding upstream, before the server's own limit.
    var uplinkWindow = 1_000
    /// After so long the store settles what the uplink has not; zero: the store always comes first.
    var settleTimeout: Duration = .milliseconds(250)
    /// The same when the batch is full or the field window reached.
    var pressureTimeout: Duration = .milliseconds(10)
    /// The same when the gateway stops.
    var stopTimeout: Duration = .milliseconds(500)
    /// How long a batch waits for vendors' codecs, from its first message; what has no answer then is quarantined.
    var decodeTimeout: Duration = .seconds(15)
    /// The same when the gateway stops.
    var stopDecodeTimeout: Duration = .seconds(2)
    /// A batch is never held longer: then the field socket is closed, and the broker sends again.
    var holdMaximum: Duration = .seconds(30)
    /// A reading older than this is no longer live.
    var liveMaximum: Duration = .seconds(5)
    /// How long a publish may lack its PUBACK before the uplink connection is given up.
    var acknowledgementTimeout: Duration = .seconds(60)
    /// So many connections in a row end at a stored reading before it is set aside.
    var connectionsToSuspect = 5
    /// How long a commit waits after one that failed.
    var commitRetry: Duration = .seconds(1)
    /// How long a publish waits that the connection did not take.
    var publishRetry: Duration = .milliseconds(10)
    /// How long a refused topic rests.
    var refusalRetry: Duration = .seconds(300)
    /// The most topics whose refusal is remembered.
    var refusedTopicsMax = 4_096
    /// The outbox's limit in bytes.
    var outboxBytesMax: Int64 = 1 << 30
    /// The outbox's limit in rows; zero: none.
    var outboxRowsMax = 0
    /// Whether a full outbox makes room by dropping its oldest rows.
    var dropsOldest = false
    /// The first and the longest wait before a failed store is tried again.
    var storeProbe: ClosedRange<Duration> = .seconds(1) ... .seconds(30)

    /// Whether the outbox is too full to go back to the field: 90 % of either limit.
    func isNearlyFull(_ summary: OutboxSummary) -> Bool {
        if summary.bytes >= outboxBytesMax - outboxBytesMax / 10 { return true }
        return outboxRowsMax > 0 && summary.rows >= outboxRowsMax - outboxRowsMax / 10
    }

    /// Whether the outbox has room for readings that nobody waits for: it is not made nearly full by them.
    func hasRoom(forRows rows: Int, bytes: Int64, beside summary: OutboxSummary) -> Bool {
        var after = summary
        after.rows += rows
        after.bytes += bytes
        return !isNearlyFull(after)
    }

    /// Whether the outbox has room for any batch again, after it had none: half of both limits.
    func isHalfEmpty(_ summary: OutboxSummary) -> Bool {
        summary.bytes < outboxBytesMax / 2 && (outboxRowsMax == 0 || summary.rows < outboxRowsMax / 2)
    }
}
