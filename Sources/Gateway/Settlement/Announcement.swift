import Store

/// An event of a thing that the operations center is told of: through the outbox, once.
struct Announcement: Sendable {
    /// The mark of the last event that the outbox has taken.
    static let mark = "replacements.told"

    /// The reading that tells it; nothing when there is nobody left to tell it of.
    let reading: OutboxReading?
    /// Its place in the order of such events, from 1.
    let sequence: Int64
}
