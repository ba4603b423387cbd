public import Observations

/// Some of the parts of a thing, as the columns of an import name them.
public struct ThingParts: OptionSet, Hashable, Sendable {
    /// One bit for each part.
    public let rawValue: UInt16

    /// The hardware id.
    public static let hardwareID = ThingParts(rawValue: 1 << 0)
    /// The model.
    public static let model = ThingParts(rawValue: 1 << 1)
    /// The agency.
    public static let agency = ThingParts(rawValue: 1 << 2)
    /// The domain.
    public static let domain = ThingParts(rawValue: 1 << 3)
    /// The name for people.
    public static let name = ThingParts(rawValue: 1 << 4)
    /// Latitude and longitude.
    public static let location = ThingParts(rawValue: 1 << 5)
    /// The interval between two reports.
    public static let expectedInterval = ThingParts(rawValue: 1 << 6)
    /// The hours in which it reports.
    public static let schedule = ThingParts(rawValue: 1 << 7)
    /// The tags.
    public static let tags = ThingParts(rawValue: 1 << 8)
    /// What it is doing.
    public static let state = ThingParts(rawValue: 1 << 9)
    /// The offsets of its counters.
    public static let offsets = ThingParts(rawValue: 1 << 10)

    /// Parts by their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A thing with these parts of another one.
    public func taken(from other: Thing, into thing: Thing) -> Thing {
        if isEmpty { return thing }
        return thing.changed { properties in
            if contains(.hardwareID) { properties.hardwareID = other.hardwareID }
            if contains(.model) { properties.model = other.model }
            if contains(.agency) { properties.agency = other.agency }
            if contains(.domain) { properties.domain = other.domain }
            if contains(.name) { properties.name = other.name }
            if contains(.location) { properties.location = other.location }
            if contains(.expectedInterval) { properties.expectedIntervalSeconds = other.expectedIntervalSeconds }
            if contains(.schedule) { properties.schedule = other.schedule }
            if contains(.tags) { properties.tags = other.tags }
            if contains(.state) { properties.state = other.state }
            if contains(.offsets) { properties.offsets = other.offsets }
        }
    }
}
