/// One column in which a registered thing differs from what was said of it; of a key only that it differs.
public struct ThingDifference: Hashable, Sendable {
    /// The column, as the import's header names it.
    public let column: String
    /// What is registered.
    public let registered: String
    /// What was said.
    public let said: String

    init(column: String, registered: String, said: String) {
        self.column = column
        self.registered = registered
        self.said = said
    }
}
