/// The server's answer to one subscription.
public struct SubscriptionResult: Hashable, Sendable {
    /// What was asked for.
    public let subscription: Subscription
    /// The granted quality of service (0 to 2), or why it was refused.
    public let reason: ReasonCode

    /// Makes an answer, as tests and simulations need it.
    public init(subscription: Subscription, reason: ReasonCode) {
        self.subscription = subscription
        self.reason = reason
    }

    /// Whether the server took the subscription, at whatever quality of service.
    public var isGranted: Bool {
        !reason.isFailure
    }
}
