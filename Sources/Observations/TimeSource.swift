/// Whose clock a phenomenon time comes from.
public enum TimeSource: String, CaseIterable, Hashable, Sendable {
    /// The device's.
    case device
    /// The network server's.
    case network
    /// The gateway's, at reception.
    case gateway
}
