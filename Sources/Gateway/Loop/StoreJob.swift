import Observations
import Store

/// What the loop asks of the store thread; jobs run one after the other, in order.
enum StoreJob: Sendable {
    /// One synced transaction.
    case commit(StoreTransaction, now: Timestamp)
    /// The rows behind a place.
    case fetch(after: SequenceNumber?, limit: Int, bytes: Int)
    /// Refused rows become eligible again.
    case unpark(ParkedRows)
    /// Rows received before a moment leave, into the ledger.
    case expire(before: Timestamp, excluding: Set<SequenceNumber>)
    /// Rows and messages of a thing that was removed leave, a piece at a time.
    case purge(ThingPurge)
    /// Keep raw messages, and drop those from before a moment.
    case keepRaw([RawMessage], dropping: Timestamp?)
    /// A slice of the kept messages behind a place and through another.
    case kept(KeptSource, after: SequenceNumber?, through: SequenceNumber?)
    /// Reopen a store that has failed and see whether it commits.
    case probe(now: Timestamp)
}
