/// What became of the readings and messages that a removed thing had left.
public struct PurgeOutcome: Codable, Hashable, Sendable {
    /// Readings that were dropped; the ledger has them.
    public var dropped = 0
    /// Readings that were left, as they were on their way to the operations center.
    public var inFlight = 0
    /// Messages that were removed from quarantine.
    public var removedFromQuarantine = 0
    /// Why not everything was done.
    public var error: String?

    /// Nothing yet.
    public init() {}
}
