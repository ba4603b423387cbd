import Glibc
import Synchronization

/// Ctrl-C and SIGTERM as a question that a long command asks between two rows, instead of the end of the process.
///
/// One command of a process has one at a time.
final class Interruption {
    private let before: [(number: Int32, handler: __sighandler_t?)]

    /// From now on the signals are only noted.
    init() {
        interrupted.store(false, ordering: .relaxed)
        before = [SIGINT, SIGTERM].map { ($0, signal($0, noteInterruption)) }
    }

    deinit {
        for (number, handler) in before { signal(number, handler) }
    }

    /// Ends the command when one has come.
    ///
    /// - Throws: `CommandFailure` with a message.
    func check(_ message: @autoclosure () -> String) throws {
        guard interrupted.load(ordering: .relaxed) else { return }
        throw CommandFailure(status: .failure, message: message())
    }
}

private let interrupted = Atomic(false)

/// Runs as a signal handler: nothing but the store.
private func noteInterruption(_ number: Int32) { interrupted.store(true, ordering: .relaxed) }
