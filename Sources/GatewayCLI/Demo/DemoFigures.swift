import Gateway
import Observations

/// The figures of the demo's status line.
struct DemoFigures {
    /// Over how many samples a rate is taken.
    private static let samplesMax = 5

    /// Messages that are neither upstream nor in the gateway's buffer although it had the time.
    private(set) var lost = 0

    private var samples: [(elapsed: Duration, published: Int, forwarded: Int)] = []
    private var backlog = 0
    private var oldestSeconds: Int64?
    private var suspected = 0
    private var settledSamples = 0

    mutating func update(
        account: DemoAccount,
        readingsOverdue: Int,
        status: GatewayStatus?,
        elapsed: Duration,
        now: Timestamp
    ) {
        samples.append((elapsed, account.readings, account.forwarded))
        if samples.count > DemoFigures.samplesMax { samples.removeFirst() }
        guard let status, status.field.isConnected else {
            settledSamples = 0
            return
        }
        backlog = status.backlog.rows
        oldestSeconds = status.backlog.oldest
            .flatMap { Timestamp(iso8601: Array($0.utf8)[...]) }
            .map { max(0, now.microseconds(since: $0) / 1_000_000) }
        // A gateway that has just started takes what the field broker kept for it; and what is missing twice in a row is
        // not a matter of the moment at which two files were read.
        settledSamples += 1
        let missing = settledSamples > 6 ? max(0, readingsOverdue - backlog - status.outstanding) : 0
        lost = min(missing, suspected)
        suspected = missing
    }

    /// `sensors 29/s  IOC 30/s  backlog 0  lost 0`.
    func line(isCut: Bool, isStopping: Bool) -> String {
        let waiting = oldestSeconds.map { backlog > 0 ? "\(backlog) (oldest \($0) s)" : "0" } ?? "\(backlog)"
        let state = isCut ? "UPLINK CUT" : isStopping ? "draining" : "uplink up"
        return "\(state)  sensors \(rate(\.published))/s  IOC \(rate(\.forwarded))/s  backlog \(waiting)  lost \(lost)"
    }

    private func rate(_ count: KeyPath<(elapsed: Duration, published: Int, forwarded: Int), Int>) -> Int {
        guard let first = samples.first, let last = samples.last, last.elapsed > first.elapsed else { return 0 }
        let seconds = (last.elapsed - first.elapsed) / .seconds(1)
        return Int((Double(last[keyPath: count] - first[keyPath: count]) / seconds).rounded())
    }
}
