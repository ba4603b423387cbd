/// A topic filter we want messages for.
public struct Subscription: Hashable, Sendable {
    /// The filter (MQTT 5, section 4.7).
    public var filter: String
    /// The highest quality of service to deliver at.
    public var qos: QoS
    /// When retained messages are sent; only MQTT 5 can choose.
    public var retainHandling: RetainHandling

    /// Makes a subscription, at QoS 1 and without retained messages where not said otherwise.
    public init(_ filter: String, qos: QoS = .atLeastOnce, retainHandling: RetainHandling = .never) {
        self.filter = filter
        self.qos = qos
        self.retainHandling = retainHandling
    }
}
