/// What an import did.
public struct ImportReport: Hashable, Sendable {
    /// Things that were added.
    public var added = 0
    /// Rows that name a thing which was registered just so before.
    public var unchanged = 0
    /// Rows that gave the device of a registered thing its first key.
    public var keysSet = 0
    /// Registered things that were changed.
    public var changed = 0
    /// Rows of which nothing came.
    public var refused = 0

    /// Whether the registry is another one now.
    public var hasChanges: Bool { added + keysSet + changed > 0 }

    /// Counts nothing yet.
    public init(added: Int = 0, unchanged: Int = 0) {
        self.added = added
        self.unchanged = unchanged
    }

    /// Counts what one row came to.
    public mutating func count(_ result: ImportResult) {
        switch result {
        case .added: added += 1
        case .unchanged: unchanged += 1
        case .keySet: keysSet += 1
        case .changed: changed += 1
        case .refused, .notRegistered: refused += 1
        }
    }
}
