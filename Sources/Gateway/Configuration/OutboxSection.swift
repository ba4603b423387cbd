public import Store

/// `[outbox]`: the readings that wait for the uplink, and how many may.
public struct OutboxSection: Hashable, Sendable {
    /// The space that waiting readings may take.
    public let maximumBytes: ByteSize
    /// How many may wait; nil: only space counts.
    public let maximumRows: Int?
    /// How old they may get.
    public let maximumAge: Duration
    /// What happens when there is no room left.
    public let whenFull: StoreLimits.WhenFull

    init?(_ table: SettingsTable) {
        let bytes = ByteSize(bytes: 1 << 20)...ByteSize(bytes: 16 << 40)
        let maximumBytes = table.value("maximum_bytes", .byteSize(bytes), default: ByteSize(bytes: 1 << 30))
        let maximumRows = table.value("maximum_rows", .integer(0...Int.max, note: "; 0: no limit"), default: 0)
        let age = Duration.seconds(1)...(.seconds(86400 * 3650))
        let maximumAge = table.value("maximum_age", .duration(age), default: .seconds(86400 * 30))
        let whenFull = table.value("when_full", .choice, default: StoreLimits.WhenFull.backpressure)
        table.refuseUnknownKeys()
        guard let maximumBytes, let maximumRows, let maximumAge, let whenFull else { return nil }
        self.maximumBytes = maximumBytes
        self.maximumRows = maximumRows == 0 ? nil : maximumRows
        self.maximumAge = maximumAge
        self.whenFull = whenFull
    }
}
