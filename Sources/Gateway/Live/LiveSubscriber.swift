import MQTT
import Synchronization

/// One client that follows: what it has not read yet, up to a bound.
///
/// Beyond `eventsMax` events or `bytesMax` bytes what happens is left out and counted; the loop never waits for a client.
final class LiveSubscriber: Sendable {
    /// The most events that wait.
    static let eventsMax = 1_024
    /// The most memory that they hold, in bytes.
    static let bytesMax = 8 << 20

    /// What was waiting.
    struct Heard {
        var events: [LiveEvent] = []
        /// How many events were left out after these.
        var missed = 0

        var isEmpty: Bool { events.isEmpty && missed == 0 }
    }

    private struct Queue {
        var heard = Heard()
        var bytes = 0
        var isGreeted = false
    }

    /// Signalled when something waits.
    let wakeUp: WakeUp

    private let filter: LiveFilter
    private let queue = Mutex(Queue())

    init(_ filter: LiveFilter) throws(MQTTError) {
        self.filter = filter
        wakeUp = try WakeUp()
    }

    /// Adds what passes the filter; the first call tells the client that it follows now.
    func offer(_ events: [LiveEvent], at now: Moment) {
        let mustWake = queue.withLock { queue in
            let wasEmpty = queue.heard.isEmpty
            if !queue.isGreeted {
                queue.isGreeted = true
                queue.heard.events.append(.following(at: now.wall))
            }
            for event in events where filter.admits(event) {
                let bytes = event.countedBytes
                // Once something was left out, so is everything up to the line that says so.
                guard queue.heard.missed == 0, queue.heard.events.count < LiveSubscriber.eventsMax,
                    queue.bytes + bytes <= LiveSubscriber.bytesMax
                else {
                    queue.heard.missed += 1
                    continue
                }
                queue.heard.events.append(event)
                queue.bytes += bytes
            }
            return wasEmpty && !queue.heard.isEmpty
        }
        if mustWake { wakeUp.signal() }
    }

    /// Takes everything that waits.
    func take() -> Heard {
        wakeUp.clear()
        return queue.withLock { queue in
            defer {
                queue.heard = Heard()
                queue.bytes = 0
            }
            return queue.heard
        }
    }
}
