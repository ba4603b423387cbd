/// What became of everything that was received, and of everything that was stored.
struct SettlementCounters: Hashable, Sendable {
    /// Messages read from the field.
    var messagesReceived = 0
    /// Readings decoded from them.
    var readingsReceived = 0
    /// Readings settled by the uplink's PUBACK.
    var forwarded = 0
    /// Readings settled by the store.
    var buffered = 0
    /// Readings that were settled before, or stand in the same batch.
    var duplicates = 0
    /// Readings that were stored by another way than a batch.
    var injected = 0
    /// Messages kept in quarantine.
    var quarantined = 0
    /// Readings that neither the uplink nor the store took: returned to the field broker, or lost at QoS 0.
    var withheld = 0
    /// Payloads that a vendor's codec was asked to read.
    var decodesAsked = 0
    /// Answers of codecs that came after their batch was over.
    var decodesLate = 0
    /// Stored readings acknowledged upstream.
    var drained = 0
    /// Publishes marked as replayed.
    var replayed = 0
    /// Stored readings that were set aside because the server ended connections at them.
    var setAside = 0
    /// PUBACKs that said nobody subscribes (0x10).
    var withoutSubscriber = 0
    /// PUBACKs that refused (0x80 and above), by reason code.
    var refusals: [UInt8: Int] = [:]
    /// Transactions that failed.
    var commitFailures = 0
    /// Events of things that the outbox took for the operations center.
    var announced = 0
}
