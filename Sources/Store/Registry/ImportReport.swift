/// What an import did.
public struct ImportReport: Hashable, Sendable {
    /// Things that were added.
    public var added = 0
    /// Rows that name a thing which was registered just so before.
    public var unchanged = 0
    /// Rows that gave the device of a registered thing its first key.
    public var keysSet = 0

    /// Counts what one row came to.
    mutating func count(_ addition: Addition) {
        switch addition {
        case .added: added += 1
        case .keySet: keysSet += 1
        case .unchanged: unchanged += 1
        }
    }
}
