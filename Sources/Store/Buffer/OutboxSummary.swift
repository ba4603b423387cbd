public import Observations

/// What the buffer file holds; kept up to date by every transaction, never counted anew.
public struct OutboxSummary: Hashable, Sendable {
    /// Rows in the outbox, parked ones included.
    public var rows = 0
    /// What they count against the outbox's limit.
    public var bytes: Int64 = 0
    /// The earliest reception time in the outbox.
    public var oldest: Timestamp?
    /// Rows that the drain passes by.
    public var parkedRows = 0
    /// Messages in the quarantine.
    public var quarantinedRows = 0
    /// What they count against the quarantine's limit.
    public var quarantinedBytes: Int64 = 0
    /// Lines in the drop ledger.
    public var ledgerRows = 0
    /// Readings ever stored in this file.
    public var storedTotal: Int64 = 0
    /// Rows ever deleted because the uplink acknowledged them.
    public var acknowledgedTotal: Int64 = 0
    /// Readings ever dropped by a limit; the sum of the ledger's counts.
    public var droppedTotal: Int64 = 0
    /// Messages ever quarantined.
    public var quarantinedTotal: Int64 = 0
    /// Messages that left the quarantine for newer ones.
    public var quarantineEvictedTotal: Int64 = 0

    /// An empty file.
    public init() {}
}
