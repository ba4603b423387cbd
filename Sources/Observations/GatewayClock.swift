/// How far the gateway's own clock can be trusted.
public struct GatewayClock: Hashable, Sendable {
    /// Whether the system says that its clock is synchronised.
    public let isSynchronised: Bool
    /// When this gateway was built: a clock before that is wrong, whatever the system says.
    public let builtAt: Timestamp

    /// A clock as the system describes it.
    public init(isSynchronised: Bool, builtAt: Timestamp) {
        self.isSynchronised = isSynchronised
        self.builtAt = builtAt
    }

    /// Whether the clock may contradict others when it shows `now`.
    public func isTrusted(at now: Timestamp) -> Bool { isSynchronised && now >= builtAt }
}
