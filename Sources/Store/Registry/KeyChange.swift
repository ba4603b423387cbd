public import Observations

/// What becomes of the key of a thing's device.
public enum KeyChange: Sendable {
    /// It stays.
    case keep
    /// The device has this one.
    case set(DeviceKey)
    /// It is forgotten.
    case forget
}
