/// What adding a thing came to.
public enum Addition: Hashable, Sendable {
    /// It is registered now.
    case added
    /// It was registered just so before, and its device has another key now.
    case keySet
    /// It was registered just so before.
    case unchanged
}
