/// Something that is done when a tap has seen an event so many times.
struct WireTrigger: Sendable {
    let event: WireEvent
    /// How many more times the event comes before.
    var count: Int
    /// How long after the event it is done; zero: before the event's packet is forwarded.
    let delay: Duration
    let action: @Sendable () -> Void
}
