/// Which statuses wait to be published, and in which order: topics to clear, what has changed, and what is only repeated.
///
/// Statuses are published at QoS 0 and retained, at most `perSecond` of them in a second: they take no place in the window
/// of the readings. What was on its way when a connection ended is published again on the next one, and after a new
/// connection all of them are repeated, as the broker may have forgotten its retained messages.
///
/// Bounded: a slot waits at most once; of topics to clear at most `clearingsMax` are remembered.
struct StatusOutbox {
    static let perSecond = 100
    /// How long after its last status news of a thing that are no change of its condition wait.
    static let newsPause: Duration = .seconds(300)
    /// How old the status of a thing that is heard becomes.
    static let refreshPause: Duration = .seconds(3_600)
    /// What was published so shortly before the end of a connection may not have arrived.
    static let doubt: Duration = .seconds(120)
    static let clearingsMax = 100_000

    /// Slots whose status waits, each once.
    private var queue: [Int] = []
    private var head = 0
    private struct Clearing {
        /// When it was published on this connection.
        var published: SteadyInstant?
    }

    private var clearings: [String: Clearing] = [:]
    private var clearingsLooked: SteadyInstant?
    private var unsent: [String] = []
    /// When this connection opened, or the last one did.
    private(set) var connectedAt: SteadyInstant?
    /// How many slots are still to be repeated, and which is next.
    private var repetitions = 0
    private var cursor = 0

    var hasClearings: Bool { !clearings.isEmpty }

    /// The topics to clear.
    var cleared: [String] { Array(clearings.keys) }

    /// Whether anything waits.
    var isIdle: Bool { head == queue.count && unsent.isEmpty && repetitions == 0 }

    mutating func append(_ slot: Int) { queue.append(slot) }

    mutating func removeQueue() {
        queue.removeAll(keepingCapacity: true)
        head = 0
    }

    /// The next slot of the queue.
    mutating func takeSlot() -> Int? {
        guard head < queue.count else { return nil }
        let slot = queue[head]
        head += 1
        if head == queue.count { removeQueue() }
        return slot
    }

    // MARK: Clearing

    mutating func clear(_ topic: String) {
        guard clearings.count < StatusOutbox.clearingsMax, clearings[topic] == nil else { return }
        clearings[topic] = Clearing()
        unsent.append(topic)
    }

    /// A thing has this topic: it is not to be cleared (any more).
    mutating func keep(_ topic: String) { clearings.removeValue(forKey: topic) }

    mutating func takeClearing(at now: SteadyInstant) -> String? {
        while let topic = unsent.popLast() {
            guard clearings[topic] != nil else { continue }
            clearings[topic] = Clearing(published: now)
            return topic
        }
        return nil
    }

    /// What was cleared on a connection that has stood since then is cleared for good.
    mutating func forgetClearings(at now: SteadyInstant) {
        guard !clearings.isEmpty else { return }
        if let clearingsLooked, now.microseconds(since: clearingsLooked) < StatusOutbox.doubt.microseconds { return }
        clearingsLooked = now
        clearings = clearings.filter { _, clearing in
            clearing.published.map { now.microseconds(since: $0) < StatusOutbox.doubt.microseconds } ?? true
        }
    }

    // MARK: The connection

    /// All of so many slots are repeated, and topics cleared, on a new connection.
    mutating func connected(at now: SteadyInstant, slots: Int) {
        connectedAt = now
        repetitions = slots
        unsent = Array(clearings.keys)
        for topic in unsent { clearings[topic] = Clearing() }
    }

    /// The next slot to repeat.
    mutating func takeRepetition(of slots: Int) -> Int? {
        guard repetitions > 0, slots > 0 else { return nil }
        repetitions -= 1
        cursor = cursor + 1 < slots ? cursor + 1 : 0
        return cursor
    }
}
