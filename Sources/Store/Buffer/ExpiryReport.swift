/// What one step of expiry did.
public struct ExpiryReport: Hashable, Sendable {
    /// Rows that were dropped, each counted in the ledger.
    public let expired: [SequenceNumber]
    /// Whether no row that may expire is left.
    public let isComplete: Bool

    /// A report of its parts.
    public init(expired: [SequenceNumber], isComplete: Bool) {
        self.expired = expired
        self.isComplete = isComplete
    }
}
