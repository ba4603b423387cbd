public import Observations

/// How many things are of one model, and what they are doing.
public struct ThingsOfModel: Hashable, Sendable {
    /// So many of them are named.
    public static let namedMax = 5

    /// The model.
    public let model: ModelID
    /// How many things are of it, by what they are doing.
    public private(set) var counts: [Thing.State: Int] = [:]
    /// How many things are of it.
    public private(set) var count = 0
    /// The first of them.
    public private(set) var first: [Slug] = []

    /// A model without things.
    public init(_ model: ModelID) { self.model = model }

    /// Counts a thing of the model.
    public mutating func add(_ thing: Thing) {
        counts[thing.state, default: 0] += 1
        count += 1
        if first.count < ThingsOfModel.namedMax { first.append(thing.id) }
    }
}
