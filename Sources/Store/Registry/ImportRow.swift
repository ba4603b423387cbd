public import Observations

/// What one row of an import says of a thing.
public struct ImportRow: Sendable {
    /// The thing and its key; parts that the row does not say are what a new thing gets.
    public let registration: Registration
    /// What the row does not say: a registered thing keeps its own.
    public let unsaid: ThingParts
    /// Whether the row says enough for a thing that is not registered yet.
    public let isWhole: Bool

    /// A row of a thing and of what it leaves open.
    public init(_ registration: Registration, unsaid: ThingParts = [], isWhole: Bool = true) {
        self.registration = registration
        self.unsaid = unsaid
        self.isWhole = isWhole
    }

    /// A row that says everything about a thing.
    public init(_ thing: Thing) { self.init(Registration(thing)) }
}
