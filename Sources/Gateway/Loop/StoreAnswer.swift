import Store

/// What the store thread answers, in the order of the jobs.
enum StoreAnswer: Sendable {
    case committed(StoreTransaction, StoreReceipt)
    case commitFailed(StoreTransaction, StoreError)
    case fetched([OutboxRow])
    case fetchFailed(StoreError)
    case unparked(ParkedRows, topics: [String], isComplete: Bool, OutboxSummary)
    case unparkFailed(StoreError)
    case expired([SequenceNumber], isComplete: Bool, OutboxSummary)
    case expiryFailed(StoreError)
    case purged(PurgeReport, OutboxSummary)
    case purgeFailed(StoreError)
    case rawKept(Int, isKept: Bool, isComplete: Bool)
    case kept(KeptSlice)
    case keptFailed(StoreError)
    case probed(OutboxSummary)
    case probeFailed(StoreError)
}
