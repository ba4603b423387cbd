/// What an import did.
public struct ImportReport: Hashable, Sendable {
    /// Things that were added.
    public var added = 0
    /// Rows that name a thing which was registered just so before.
    public var unchanged = 0
    /// Rows that gave the device of a registered thing its first key.
    public var keysSet = 0
}
