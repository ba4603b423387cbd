/// What was inside a message of the field side.
public enum Opened: Sendable {
    /// A device's payload.
    case uplink(Uplink)
    /// What several devices say, or one of several moments; the oldest first, never empty.
    case uplinks([Uplink])
    /// News about a device that carries no measurement.
    case deviceEvent(DeviceEvent, hardwareID: String)
}
