import Observations
import Store

/// A reading and what became of it.
struct SettledReading: Sendable {
    /// What became of it; each but `delivered` is the first that is told of a reading.
    enum Outcome: String, Codable {
        /// Acknowledged upstream without touching the disk.
        case forwarded
        /// Stored, to be sent later.
        case buffered
        /// Stored; the operations center refuses its topic.
        case parked
        /// Stored before, and now acknowledged upstream.
        case delivered
        /// Known already.
        case duplicate
        /// The operations center can never take it.
        case quarantined
        /// Neither uplink nor store took it: the field broker keeps it and sends it again.
        case withheld

        /// Whether somebody should look.
        var isError: Bool {
            switch self {
            case .forwarded, .buffered, .delivered, .duplicate: false
            case .parked, .quarantined, .withheld: true
            }
        }
    }

    let reading: OutboxReading
    let outcome: Outcome
    /// Whether it was sent as not live.
    var isReplayed = false
}
