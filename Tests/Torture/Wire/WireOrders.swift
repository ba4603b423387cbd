/// What the owner of a tap tells its thread, and what the thread tells the owner.
struct WireOrders: Sendable {
    var fault = WireFault()
    /// The fault that the thread has heard of last.
    var heard = WireFault()
    /// Connections of an older generation are reset.
    var generation = 0
    var cut: Int?
    var injected: [UInt8] = []
    var trigger: WireTrigger?
    var isClosed = false

    var joins = 0
    var joined = 0
    var subscriptions = 0
    var publishes = 0
    var deliveries = 0
}
