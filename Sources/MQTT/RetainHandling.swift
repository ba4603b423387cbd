/// When a subscription brings the topic's retained messages (MQTT 5, section 3.8.3.1).
public enum RetainHandling: UInt8, Hashable, Sendable {
    /// At every subscription.
    case always = 0
    /// Only when the subscription is new in the session.
    case whenNew = 1
    /// Never. MQTT 3.1.1 cannot ask for this and gets them always.
    case never = 2
}
