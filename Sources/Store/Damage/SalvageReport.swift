/// What could be saved from a damaged buffer file.
public struct SalvageReport: Hashable, Sendable {
    /// What SQLite said of the file.
    public var cause: String
    /// Where the damaged file was moved to.
    public var damagedPath: String
    /// Readings that were saved.
    public var salvagedReadings = 0
    /// Readings that could not be read; they have a line in the ledger.
    public var unreadableReadings = 0
    /// Whether `unreadableReadings` is known from the file's own counters; otherwise it is an estimate.
    public var isExact = false
    /// Quarantined messages that were saved.
    public var salvagedQuarantined = 0
    /// Ledger lines that were saved.
    public var salvagedDrops = 0

    /// A report of nothing saved yet.
    public init(cause: String, damagedPath: String) {
        self.cause = cause
        self.damagedPath = damagedPath
    }
}
