/// Why the drain passes a row by.
public enum ParkReason: Hashable, Sendable {
    /// The uplink's broker refused the reading with this MQTT 5 reason code (0x80 or more).
    case refused(reasonCode: UInt8)
}
