/// How an import treats what is registered already.
public struct ImportOptions: Hashable, Sendable {
    /// Whether registered things are changed where a row differs; never their hardware.
    public var updates: Bool
    /// Whether rows that fit are taken although others do not.
    public var isPartial: Bool

    /// All rows or none, and what is registered stays as it is, unless said otherwise.
    public init(updates: Bool = false, isPartial: Bool = false) {
        self.updates = updates
        self.isPartial = isPartial
    }
}
