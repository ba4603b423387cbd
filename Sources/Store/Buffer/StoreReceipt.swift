/// What a transaction did.
public struct StoreReceipt: Sendable {
    /// One sequence per reading of the transaction, in its order.
    public var sequences: [SequenceNumber] = []
    /// Whether the reading was stored before, so that its sequence is that of the existing row; one per reading.
    public var alreadyStored: [Bool] = []
    /// Rows that were dropped to make room.
    public var evicted: [SequenceNumber] = []
    /// What the file holds now.
    public var summary = OutboxSummary()

    /// A receipt of nothing.
    public init() {}
}
