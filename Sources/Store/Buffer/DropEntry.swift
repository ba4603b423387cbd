public import Observations

/// A line of the drop ledger: readings that were stored and then dropped by a declared limit.
public struct DropEntry: Hashable, Sendable {
    /// Whose readings they were; nothing when old lines of several things were merged, or when it cannot be known.
    public let thing: Slug?
    /// When the first of them was received.
    public let first: Timestamp
    /// When the last of them was received.
    public let last: Timestamp
    /// How many they were.
    public let count: Int
    /// Which limit dropped them.
    public let reason: DropReason

    /// A line of its parts.
    public init(thing: Slug?, first: Timestamp, last: Timestamp, count: Int, reason: DropReason) {
        self.thing = thing
        self.first = first
        self.last = last
        self.count = count
        self.reason = reason
    }
}
