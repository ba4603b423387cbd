public import Observations

/// All things and codecs as they were at one moment.
public struct RegistrySnapshot: Sendable {
    /// Which moment.
    public let stamp: ChangeStamp
    /// The things in the order of their names.
    public let things: [Thing]
    /// Vendors' codecs in the order of their models.
    public let codecs: [InstalledCodec]
    /// The keys of their devices, by the things' names; those that have one.
    public let keys: [String: DeviceKey]
    /// All replacements of hardware, the oldest first.
    public let replacements: [HardwareReplacement]
}
