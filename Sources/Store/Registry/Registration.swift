public import Observations

/// A thing that is to be registered, and the key of its device.
public struct Registration: Sendable {
    /// The thing.
    public let thing: Thing
    /// The key; nothing leaves the one that is registered.
    public let key: DeviceKey?

    /// A thing with the key of its device.
    public init(_ thing: Thing, key: DeviceKey? = nil) {
        self.thing = thing
        self.key = key
    }
}
