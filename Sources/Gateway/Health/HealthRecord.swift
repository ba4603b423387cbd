/// What a run leaves to the next about the health of things.
struct HealthRecord: Hashable, Sendable {
    /// What is known of each thing.
    var things: [ThingHealth] = []
    /// Topics of statuses that are still to be cleared.
    var cleared: [String] = []
}
