public import Observations

/// What one row of an import comes to.
public enum ImportResult: Hashable, Sendable {
    /// The thing is new.
    case added
    /// It is registered just so.
    case unchanged
    /// It is registered just so, and its device gets its first key.
    case keySet
    /// It is registered, and these columns are changed.
    case changed([ThingDifference])
    /// It is registered and differs, or its hardware id is bound to another thing; nothing comes of the row.
    case refused([ThingDifference], hardwareBoundTo: Slug?)
    /// It is not registered, and the row says too little for a new thing.
    case notRegistered

    /// Whether nothing comes of the row.
    public var isRefused: Bool {
        switch self {
        case .added, .unchanged, .keySet, .changed: false
        case .refused, .notRegistered: true
        }
    }
}
