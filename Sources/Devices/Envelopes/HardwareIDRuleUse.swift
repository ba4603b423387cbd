/// Whether a route says where the hardware id is.
public enum HardwareIDRuleUse: Hashable, Sendable {
    /// The message does not name the device: the route must.
    case required
    /// The message or its topic usually names the device; the route's rule comes first.
    case optional
    /// The message always names the device.
    case meaningless
}
