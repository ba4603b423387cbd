import Glibc

/// How long is left to wait, on one line of the terminal that is written anew; without a terminal nothing.
struct WatchCountdown {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var shown: Int64 = -1

    mutating func show(_ left: Duration) {
        let seconds = max(0, left.components.seconds)
        guard isTerminal, seconds != shown else { return }
        shown = seconds
        StandardError.write("\r\u{1B}[K\(ReadableTime.span(seconds: seconds)) left; Ctrl-C ends it")
    }

    /// Leaves the line empty for what comes next.
    mutating func clear() {
        guard isTerminal, shown >= 0 else { return }
        shown = -1
        StandardError.write("\r\u{1B}[K")
    }
}
