public import Observations

/// All things as they were at one moment.
public struct RegistrySnapshot: Sendable {
    /// Which moment.
    public let stamp: ChangeStamp
    /// The things in the order of their names.
    public let things: [Thing]
}
