import Dispatch
import Synchronization

/// A request on its way to the loop, and the answer on its way back.
///
/// The loop may answer at once or later; who asked may have given up by then, and the answer goes nowhere.
final class LoopQuestion: Sendable {
    typealias Answer = Result<any Encodable & Sendable, ControlFailure>

    let request: LoopRequest

    private struct State {
        var answer: Answer?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let answered = DispatchSemaphore(value: 0)

    init(_ request: LoopRequest) { self.request = request }

    /// Whether nobody waits any more: work that has not begun need not begin.
    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// Answers; from any thread, the first answer counts.
    func answer(_ answer: Answer) {
        let isFirst = state.withLock { state in
            guard state.answer == nil else { return false }
            state.answer = answer
            return true
        }
        if isFirst { answered.signal() }
    }

    /// The answer, or nothing when it does not come in time.
    func wait(_ duration: Duration) -> Answer? {
        _ = answered.wait(timeout: .now() + .microseconds(Int(duration.microseconds)))
        return state.withLock { $0.answer }
    }

    func abandon() { state.withLock { $0.isAbandoned = true } }
}
