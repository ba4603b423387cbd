import Foundation
import Glibc
import MQTT
import Synchronization

/// SIGINT, SIGTERM and SIGHUP as something that a loop can wait for, instead of the end of the process.
///
/// Made before the program's other threads, which inherit that these signals are blocked. A broken pipe is no signal
/// either: writing reports it.
final class StopSignals: Sendable {
    /// Signalled with each of them.
    let wakeUp: WakeUp

    private let count = Mutex(0)

    init(wakeUp: WakeUp) {
        self.wakeUp = wakeUp
        signal(SIGPIPE, SIG_IGN)
        var signals = StopSignals.all
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let thread = Thread { [self] in wait() }
        thread.name = "signals"
        thread.start()
    }

    /// Whether one has arrived.
    var hasArrived: Bool { count.withLock { $0 > 0 } }

    /// Waits until one arrives, at most so long.
    func wait(_ duration: Duration) throws(MQTTError) {
        var poller = Poller()
        poller.add(wakeUp.fileDescriptor, .readable)
        try poller.wait(timeout: duration)
    }

    private func wait() {
        var signals = StopSignals.all
        var number: Int32 = 0
        while sigwait(&signals, &number) == 0 {
            count.withLock { $0 += 1 }
            wakeUp.signal()
        }
    }

    private static var all: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        return signals
    }
}
