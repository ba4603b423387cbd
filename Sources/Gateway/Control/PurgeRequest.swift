import Dispatch
import Store
import Synchronization

/// A command's wish to drop what a removed thing has left, on its way through the loop and back.
final class PurgeRequest: Sendable {
    let purge: ThingPurge

    private struct State {
        var outcome = PurgeOutcome()
        var cursor: SequenceNumber?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)

    init(_ purge: ThingPurge) { self.purge = purge }

    /// Where the next piece begins.
    var cursor: SequenceNumber? { state.withLock { $0.cursor } }

    /// What was done so far.
    var outcome: PurgeOutcome { state.withLock { $0.outcome } }

    /// Whether nobody waits for it any more.
    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// Notes what a piece came to.
    ///
    /// - Returns: whether it was the last one.
    func add(_ report: PurgeReport) -> Bool {
        state.withLock { state in
            state.outcome.dropped += report.dropped.count
            state.outcome.inFlight += report.inFlight
            state.outcome.removedFromQuarantine += report.removedFromQuarantine
            state.cursor = report.cursor
        }
        guard report.cursor == nil else { return false }
        done.signal()
        return true
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
            state.outcome.error = "the gateway has not come to it within \(seconds) s"
            return state.outcome
        }
    }
}
