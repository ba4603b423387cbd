import Devices

/// Why messages carried no reading, and what was passed over in those that did.
struct IntakeCounters: Hashable, Sendable {
    /// Retained copies: stale, not forwarded.
    var retained = 0
    /// Joins, acknowledgements and the like, by their kind.
    var deviceEvents: [DeviceEvent: Int] = [:]
    /// Payloads that decode to no measurement, such as a configuration report.
    var withoutReading = 0
    /// Fields of model files that were not in a payload.
    var skippedFields = 0
    /// Messages whose sender is not who their topic says.
    var identityMismatches = 0
    /// Messages that belong into quarantine, but of a sender that has filled its share of it just now.
    var floods = 0
    /// What the readings would take in the outbox, in bytes.
    var readingBytes: Int64 = 0
}
