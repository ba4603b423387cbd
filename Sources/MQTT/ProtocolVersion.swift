/// The version of MQTT spoken on a connection.
public enum ProtocolVersion: Hashable, Sendable {
    /// MQTT 5.0: reason codes, Receive Maximum, Maximum Packet Size, Session Expiry.
    case v5
    /// MQTT 3.1.1: a refused publish is invisible.
    case v311
}
