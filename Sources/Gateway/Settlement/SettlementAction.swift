import Store

/// What the settlement asks its driver to do next; the driver performs it and reports back.
enum SettlementAction {
    /// Let vendors' codecs read these payloads of this batch, then report `decoded`.
    case decode([PendingDecode], batch: UInt64)
    /// Publish this reading upstream at QoS 1, then report `published(_:as:)` or `unpublishable(_:_:)`.
    case publish(Publication)
    /// Commit this in one synced transaction, then report `committed` or `commitFailed`.
    case commit(StoreTransaction)
    /// Read rows of the outbox, then report `fetched` or `fetchFailed`.
    case fetch(after: SequenceNumber?, limit: Int, bytes: Int)
    /// Make refused rows eligible again, a bounded number at a time, then report `unparked` or `unparkFailed`.
    case unpark(ParkedRows)
    /// Keep these raw messages, then report to the shelf.
    case keepRaw([RawMessage])
    /// Close the uplink connection: the server owes PUBACKs that do not come.
    case closeUplink
    /// Write the acknowledgements to the field broker until nothing is left, then report `released` (or `releaseBlocked`).
    case release
    /// Close the field socket; nothing may be written to it.
    case closeField
    /// Try whether the store works again, then report `storeProbed`.
    case probeStore
}
