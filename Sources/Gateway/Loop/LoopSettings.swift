import MQTT
import Store

/// What the event loop needs to know of the configuration.
struct LoopSettings: Sendable {
    let limits: SettlementLimits
    let fieldOptions: ConnectionOptions
    let uplinkOptions: ConnectionOptions
    let subscriptions: [Subscription]
    let stateTopic: String
    let outboxMaximumAge: Duration
    let storeLimits: StoreLimits
    /// How long raw messages are kept; zero: not at all.
    let rawMaximumAge: Duration
}
