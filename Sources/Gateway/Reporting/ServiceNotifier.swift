import Dispatch
import Foundation
import Synchronization

/// Tells systemd that the gateway is ready, that it stops, and, as long as its loop comes round, that it lives.
final class ServiceNotifier: Sendable {
    private let socketPath: String?
    private let watchdog: Duration?
    private let reporter: StatusReporter
    private let isStopped = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)

    init(reporter: StatusReporter, environment: [String: String] = ProcessInfo.processInfo.environment) {
        socketPath = environment["NOTIFY_SOCKET"]
        watchdog = environment["WATCHDOG_USEC"].flatMap(Int64.init).map { .microseconds($0 / 3) }
        self.reporter = reporter
    }

    /// The loop runs.
    func ready() {
        send("READY=1")
        guard let watchdog, socketPath != nil else { return }
        let thread = Thread { [self] in feed(every: watchdog) }
        thread.name = "watchdog"
        thread.start()
    }

    /// The loop has been asked to stop.
    func stopping() { send("STOPPING=1") }

    func stop() {
        isStopped.withLock { $0 = true }
        ended.signal()
    }

    /// A loop that does not come round is not reported as alive, and systemd starts the gateway anew.
    private func feed(every interval: Duration) {
        var seen = reporter.turns
        let wait = DispatchTimeInterval.microseconds(Int(interval.microseconds))
        while !isStopped.withLock({ $0 }) {
            _ = ended.wait(timeout: .now() + wait)
            let turns = reporter.turns
            if turns != seen { send("WATCHDOG=1") }
            seen = turns
        }
    }

    private func send(_ text: String) {
        guard let socketPath else { return }
        UnixSocket.sendDatagram(text, to: socketPath)
    }
}
