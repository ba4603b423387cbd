import MQTT
import Synchronization

/// The loop's voice to those who follow: it tells, and everybody who listens has a queue of their own.
///
/// While nobody follows it costs the loop one look at a number.
final class LiveFeed: Sendable {
    /// The most clients that follow at a time; others find a seat beside them.
    static let subscribersMax = 12

    private let following = Atomic<Int>(0)
    private let subscribers = Mutex<[LiveSubscriber]>([])
    private let mailbox: Mailbox

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    /// Whether anybody follows.
    var isFollowed: Bool { count > 0 }

    /// How many follow.
    var count: Int { following.load(ordering: .relaxed) }

    /// A client follows from now on; the loop is woken to begin.
    func subscribe(_ filter: LiveFilter) throws(ControlFailure) -> LiveSubscriber {
        let subscriber: LiveSubscriber
        do throws(MQTTError) {
            subscriber = try LiveSubscriber(filter)
        } catch {
            throw ControlFailure("the gateway is out of file descriptors; end a client and try again")
        }
        let isTaken = subscribers.withLock { subscribers in
            guard subscribers.count < LiveFeed.subscribersMax else { return false }
            subscribers.append(subscriber)
            following.store(subscribers.count, ordering: .relaxed)
            return true
        }
        guard isTaken else {
            throw ControlFailure(
                "\(LiveFeed.subscribersMax) clients follow already, which is the most; end one of them"
            )
        }
        mailbox.wakeUp.signal()
        return subscriber
    }

    func unsubscribe(_ subscriber: LiveSubscriber) {
        subscribers.withLock { subscribers in
            subscribers.removeAll { $0 === subscriber }
            following.store(subscribers.count, ordering: .relaxed)
        }
    }

    /// Tells everybody, from the loop.
    func tell(_ events: [LiveEvent], at now: Moment) {
        subscribers.withLock { subscribers in
            for subscriber in subscribers { subscriber.offer(events, at: now) }
        }
    }
}
