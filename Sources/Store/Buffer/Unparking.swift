public import Observations

/// Which parked rows get their turn again.
public enum Unparking: Hashable, Sendable {
    /// All of them (after a reconnect).
    case all
    /// Those of one upstream topic.
    case topic(String)
    /// Those that were parked at or before this moment (the retry that is due).
    case parkedUntil(Timestamp)
}
