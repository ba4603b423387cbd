/// Which declared limit dropped stored readings.
public enum DropReason: String, CaseIterable, Hashable, Sendable {
    /// The outbox was full and its oldest rows made room (`when_full = "drop_oldest"`).
    case evicted
    /// The rows were older than `maximum_age`.
    case expired
    /// The file was damaged and the rows could not be read any more.
    case unreadable
    /// A person removed them.
    case removed
    /// A person removed their thing and everything of it.
    case thingRemoved = "thing-removed"
    /// A reason that a newer gateway wrote.
    case other
}
