/// What happened on a connection, other than messages.
public enum ConnectionEvent: Hashable, Sendable {
    /// The server accepted the connection; always the first event.
    case connected(Connack)
    /// The server answered a QoS 1 publish. On MQTT 3.1.1 the code is always `success`.
    case acknowledged(PacketIdentifier, ReasonCode)
    /// The server answered a SUBSCRIBE; one result for each subscription in it, in order.
    case subscribed([SubscriptionResult])
    /// The server answered an UNSUBSCRIBE.
    case unsubscribed([String])
    /// The connection ended, and not by our `close()` or `disconnect()`; always the last event.
    case ended(MQTTError)
}
