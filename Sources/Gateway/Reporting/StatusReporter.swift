import Logging
import Observations
import Synchronization

/// The loop's face to everybody else: its status for the socket, its state for the operations center, its progress for
/// the watchdog.
final class StatusReporter: Sendable {
    private struct Inner {
        var status: GatewayStatus
        var published: SteadyInstant?
        var publishedFingerprint: [String] = []
        var mustPublish = false
        var turns: UInt64 = 0
    }

    private static let interval: Duration = .seconds(30)
    private static let changeInterval: Duration = .seconds(1)

    private let inner: Mutex<Inner>
    private let logger: Logger

    init(status: GatewayStatus, logger: Logger) {
        inner = Mutex(Inner(status: status))
        self.logger = logger
    }

    var status: GatewayStatus { inner.withLock { $0.status } }

    /// How often the loop has come round; it stands still when the loop does.
    var turns: UInt64 { inner.withLock { $0.turns } }

    func update(_ change: (inout GatewayStatus) -> Void) { inner.withLock { change(&$0.status) } }

    func progressed() { inner.withLock { $0.turns += 1 } }

    func mustPublish() { inner.withLock { $0.mustPublish = true } }

    /// The state to publish now: every 30 s, and within a second of a change.
    func stateToPublish(at now: Moment) -> [UInt8]? {
        let state: GatewayState? = inner.withLock { inner in
            let fingerprint = StatusReporter.fingerprint(inner.status)
            let elapsed = inner.published.map { now.steady.microseconds(since: $0) } ?? .max
            let isDue = elapsed >= StatusReporter.interval.microseconds
            let hasChanged = fingerprint != inner.publishedFingerprint
            let isChangeDue = hasChanged && elapsed >= StatusReporter.changeInterval.microseconds
            guard isDue || isChangeDue || inner.mustPublish else { return nil }
            inner.mustPublish = false
            inner.published = now.steady
            inner.publishedFingerprint = fingerprint
            return GatewayState(inner.status, now: now)
        }
        return state.flatMap(encode)
    }

    func offlineState(at now: Moment) -> [UInt8] { encode(GatewayState(stopped: status, now: now)) ?? [] }

    private func encode(_ state: GatewayState) -> [UInt8]? {
        do {
            return try state.bytes()
        } catch {
            logger.error("the state could not be written as JSON", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// What counts as a change.
    private static func fingerprint(_ status: GatewayStatus) -> [String] {
        [
            "\(status.field.isConnected)", "\(status.uplink.isConnected)", status.obstacle ?? "",
            "\(status.backlog.rows == 0)", "\(status.backlog.parked == 0)", "\(status.dropped)",
            "\(status.quarantined == 0)", "\(status.codecs?.switchedOff.count ?? 0)", status.registryFault ?? "",
        ]
    }
}
