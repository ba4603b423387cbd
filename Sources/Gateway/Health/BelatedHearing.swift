import Observations

/// A message that was kept, and is decoded long after its thing was heard by it.
struct BelatedHearing: Hashable, Sendable {
    let thing: Slug
    /// What it says of the thing.
    let message: DecodedMessage
    /// When it was received.
    let received: Timestamp
}
