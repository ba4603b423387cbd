/// What was inside a message of the field side.
public enum Opened: Sendable {
    /// A device's payload.
    case uplink(Uplink)
    /// News about a device that carries no measurement.
    case deviceEvent(DeviceEvent, hardwareID: String)
}
