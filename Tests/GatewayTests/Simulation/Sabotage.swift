/// Deliberate defects: the simulation is trusted because each of these makes it fail.
enum Sabotage: String, CaseIterable {
    /// The acknowledgements are written as soon as the batch is read.
    case releaseBeforeSettle
    /// Commits answer before they are synced (`synchronous = NORMAL`).
    case commitWithoutSync
    /// Rows are deleted when they are published.
    case deleteBeforeAcknowledgement
    /// A SUBSCRIBE is written while the batch is unsettled, and the queued acknowledgements with it.
    case subscribeFlush
    /// The same with a PINGREQ.
    case pingFlush
    /// The next batch is read although the last one's acknowledgements are only partly written.
    case partialFlush
    /// A redelivered message counts as known before its original is settled.
    case duplicateBeforeSettle
    /// The acknowledgements of payloads that wait for a codec are released with the rest.
    case releaseBeforeDecode
    /// The codecs' answer to a batch that is over counts for the one that waits now.
    case acceptStaleDecode
    /// A copy of a frame counts as known before its original is settled.
    case frameBeforeSettle
    /// A quarantined message leaves before its readings are stored.
    case releaseBeforeStore
    /// What is read again goes out although its id is settled.
    case repeatSettled
    /// The drain hands out rows whose publish is outstanding.
    case resendOutstanding
    /// A reading at which the server closes is sent first on every connection.
    case neverSuspect
}
