/// What the buffer file may hold, and what happens at the bound.
public struct StoreLimits: Hashable, Sendable {
    /// What happens when a reading does not fit.
    public enum WhenFull: String, CaseIterable, Hashable, Sendable {
        /// The transaction is refused, so that the field keeps the message.
        case backpressure
        /// The oldest rows that are not in flight go, with a line in the ledger.
        case dropOldest = "drop_oldest"
    }

    /// The outbox's rows, as `OutboxReading.countedBytes` counts them; at least one full batch.
    public let maximumBytes: Int64
    /// The outbox's rows; 0 means no limit.
    public let maximumRows: Int
    /// What happens when a reading does not fit.
    public let whenFull: WhenFull
    /// The quarantine's messages, as `QuarantineEntry.countedBytes` counts them; the oldest go first.
    public let quarantineBytes: Int64
    /// The newest messages kept for one hardware id.
    public let quarantinePerDevice: Int
    /// Lines of the drop ledger; beyond it old lines are merged.
    public let ledgerRows: Int
    /// Raw messages, as `RawMessage.countedBytes` counts them; the oldest go first, and with 0 none is kept.
    public let rawBytes: Int64
    /// Disk space held back so that quarantine and ledger can be written on a full disk; 0 means none.
    public let reserveBytes: Int64

    /// Limits of their parts; the defaults are those of the configuration.
    ///
    /// - Precondition: every limit is positive, but for those where 0 has a meaning.
    public init(
        maximumBytes: Int64 = 1 << 30,
        maximumRows: Int = 0,
        whenFull: WhenFull = .backpressure,
        quarantineBytes: Int64 = 64 << 20,
        quarantinePerDevice: Int = 20,
        ledgerRows: Int = 200_000,
        rawBytes: Int64 = 0,
        reserveBytes: Int64 = 8 << 20
    ) {
        precondition(maximumBytes > 0, "the outbox needs a limit in bytes")
        precondition(maximumRows >= 0, "a limit in rows cannot be negative")
        precondition(quarantineBytes >= 0 && quarantinePerDevice > 0, "the quarantine needs limits")
        precondition(ledgerRows >= 16, "the ledger needs at least 16 lines to merge into")
        precondition(rawBytes >= 0, "the room of raw messages cannot be negative")
        precondition(reserveBytes >= 0, "a reserve cannot be negative")
        self.maximumBytes = maximumBytes
        self.maximumRows = maximumRows
        self.whenFull = whenFull
        self.quarantineBytes = quarantineBytes
        self.quarantinePerDevice = quarantinePerDevice
        self.ledgerRows = ledgerRows
        self.rawBytes = rawBytes
        self.reserveBytes = reserveBytes
    }
}
