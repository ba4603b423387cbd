/// What opening the buffer file found, for the log.
public struct OpeningReport: Hashable, Sendable {
    /// How often the file was opened for writing; tells the connections of one run from those of another.
    public var generation: Int64 = 0
    /// What was saved from a damaged file, when there was one.
    public var salvage: SalvageReport?
    /// Whether the counters in the file were wrong and were counted anew.
    public var countedAnew = false
    /// Whether the disk space for quarantine and ledger is held.
    public var reserveIsHeld = false

    /// A report of nothing.
    public init() {}
}
