public import Store

/// What became of the readings and messages that a removed thing had left.
public struct PurgeOutcome: Codable, Hashable, Sendable {
    /// Readings that were dropped; the ledger has them.
    public var dropped = 0
    /// Readings that were left, as they were on their way to the operations center.
    public var inFlight = 0
    /// Messages that were removed from quarantine.
    public var removedFromQuarantine = 0
    /// Readings of all things that were looked at.
    public var looked = 0
    /// Where it goes on; nothing when everything was looked at.
    public var cursor: Int64?
    /// Why not everything was done.
    public var error: String?

    /// Nothing yet.
    public init() {}

    /// Adds what a piece came to.
    public mutating func add(_ report: PurgeReport) {
        dropped += report.dropped.count
        inFlight += report.inFlight
        removedFromQuarantine += report.removedFromQuarantine
        looked += report.looked
        cursor = report.cursor?.rawValue
    }

    /// Adds what the next slice came to.
    public mutating func add(_ slice: PurgeOutcome) {
        dropped += slice.dropped
        inFlight += slice.inFlight
        removedFromQuarantine += slice.removedFromQuarantine
        looked += slice.looked
        cursor = slice.cursor
        error = slice.error
    }
}

extension PurgeOutcome: ControlAnswer {
    /// Nothing yet.
    public static var blank: PurgeOutcome { PurgeOutcome() }
}
