import Dispatch
import Store
import Synchronization

/// A slice of a command's wish to drop what a removed thing has left, on its way through the loop and back.
final class PurgeRequest: Sendable {
    /// A slice takes no further piece after this time, counted from its first one.
    static let slice: Duration = .seconds(1)

    let purge: ThingPurge

    private struct State {
        var outcome = PurgeOutcome()
        var cursor: SequenceNumber?
        var until: SteadyInstant?
        var isAbandoned = false
    }

    private let state: Mutex<State>
    private let done = DispatchSemaphore(value: 0)

    init(_ purge: ThingPurge) {
        self.purge = purge
        state = Mutex(State(cursor: purge.cursor))
    }

    /// Where the next piece begins.
    var cursor: SequenceNumber? { state.withLock { $0.cursor } }

    /// What was done so far.
    var outcome: PurgeOutcome { state.withLock { $0.outcome } }

    /// Whether nobody waits for it any more.
    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// A piece begins.
    func begin(at now: SteadyInstant) {
        state.withLock { $0.until = $0.until ?? now.advanced(by: PurgeRequest.slice) }
    }

    /// Notes what a piece came to.
    ///
    /// - Returns: whether it was the last one of the slice.
    func add(_ report: PurgeReport, at now: SteadyInstant) -> Bool {
        let isLast = state.withLock { state in
            state.outcome.add(report)
            state.cursor = report.cursor
            return report.cursor == nil || state.until.map { $0 <= now } ?? false
        }
        if isLast { done.signal() }
        return isLast
    }

    /// Notes why it cannot be done.
    func fail(_ error: String) {
        state.withLock { $0.outcome.error = error }
        done.signal()
    }

    /// Waits until it is done, or not any longer.
    func wait(seconds: Int) -> PurgeOutcome {
        if done.wait(timeout: .now() + .seconds(seconds)) == .success { return outcome }
        return state.withLock { state in
            state.isAbandoned = true
            state.outcome.error = "the gateway has not come to it within \(seconds) s; run the command again"
            return state.outcome
        }
    }
}
