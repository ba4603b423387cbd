/// That a Sparkplug node or device was born.
public struct SparkplugBirth: Hashable, Sendable {
    /// Which birth it is since the process began.
    let number: Int
    /// Group and node.
    public let node: String
    /// The device, or nothing for the node itself.
    public let device: String?
}
