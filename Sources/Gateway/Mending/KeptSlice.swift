import Store

/// Some of the messages that were kept.
struct KeptSlice: Sendable {
    /// In the order of their places.
    let messages: [KeptMessage]
    /// The newest place that there is, or that was to be looked at.
    let last: SequenceNumber?
}
