public import Observations

/// The passwords that a thing's device can log in to the field broker with; their hashes only.
public struct DeviceCredentials: Hashable, Sendable {
    /// Whose device.
    public let thing: Slug
    /// The newest.
    public let current: PasswordLine
    /// When it was issued.
    public let issued: Timestamp
    /// The one before, where it stays valid for some time.
    public let previous: PasswordLine?
    /// Until when it does.
    public let previousUntil: Timestamp?

    /// Passwords of their parts.
    public init(
        thing: Slug,
        current: PasswordLine,
        issued: Timestamp,
        previous: (line: PasswordLine, until: Timestamp)? = nil
    ) {
        self.thing = thing
        self.current = current
        self.issued = issued
        self.previous = previous?.line
        previousUntil = previous?.until
    }

    /// The lines that are valid at a moment, the newest first.
    public func lines(at now: Timestamp) -> [PasswordLine] {
        guard let previous, let previousUntil, now < previousUntil else { return [current] }
        return [current, previous]
    }
}
