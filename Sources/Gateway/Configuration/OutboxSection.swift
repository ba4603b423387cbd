public import Store

/// `[outbox]`: the readings that wait for the uplink, and how many may.
public struct OutboxSection: Hashable, Sendable {
    /// The space that waiting readings may take.
    public let maximumBytes: ByteSize
    /// How many may wait; nil: only space counts.
    public let maximumRows: Int?
    /// How long they may wait.
    public let maximumAge: Duration
    /// What happens when there is no room left.
    public let whenFull: StoreLimits.WhenFull
    /// How long field messages are kept as they were received, so that their readings can be issued again; zero: not at all.
    public let rawMaximumAge: Duration
    /// The space that they may take; the oldest go first.
    public let rawMaximumBytes: ByteSize

    init?(_ table: SettingsTable) {
        let bytes = ByteSize(bytes: 1 << 20)...ByteSize(bytes: 16 << 40)
        let maximumBytes = table.value("maximum_bytes", .byteSize(bytes), default: ByteSize(bytes: 1 << 30))
        let maximumRows = table.value("maximum_rows", .integer(0...Int.max, note: "; 0: no limit"), default: 0)
        let age = Duration.seconds(1)...(.seconds(86400 * 3650))
        let maximumAge = table.value("maximum_age", .duration(age), default: .seconds(86400 * 30))
        let whenFull = table.value("when_full", .choice, default: StoreLimits.WhenFull.backpressure)
        let rawAge = Duration.zero...(.seconds(86400 * 366))
        let rawMaximumAge = table.value("keep_raw", .duration(rawAge), default: .zero)
        let rawMaximumBytes = table.value("keep_raw_bytes", .byteSize(bytes), default: ByteSize(bytes: 256 << 20))
        table.refuseUnknownKeys()
        guard let maximumBytes, let maximumRows, let maximumAge, let whenFull, let rawMaximumAge, let rawMaximumBytes
        else { return nil }
        self.maximumBytes = maximumBytes
        self.maximumRows = maximumRows == 0 ? nil : maximumRows
        self.maximumAge = maximumAge
        self.whenFull = whenFull
        self.rawMaximumAge = rawMaximumAge
        self.rawMaximumBytes = rawMaximumBytes
    }
}
