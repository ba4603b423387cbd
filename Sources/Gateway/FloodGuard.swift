/// Keeps one bad sender from making everybody wait for the disk.
///
/// The quarantine keeps the newest messages of each sender. A sender that has filled its share within the interval is
/// only counted until the interval is over: its messages would push one another out of the quarantine all the same,
/// each with a synced transaction of its own.
struct FloodGuard {
    static let interval: Duration = .seconds(10)
    /// The most senders that are told apart within an interval; those beyond share one allowance.
    static let sendersMax = 4_096

    private let perSender: Int
    /// By a hash of the sender: a topic can be long, and whoever sends it chooses it.
    private var admitted: [Int: Int] = [:]
    private var began: SteadyInstant?

    init(perSender: Int) { self.perSender = perSender }

    /// What was admitted last was not kept after all, and comes again.
    mutating func reset() { began = nil }

    /// Whether a message of this sender still goes into quarantine.
    mutating func admits(_ sender: String, at now: SteadyInstant) -> Bool {
        if began.map({ $0.advanced(by: FloodGuard.interval) <= now }) ?? true {
            began = now
            admitted.removeAll(keepingCapacity: true)
        }
        let sender = sender.hashValue
        let key = admitted[sender] != nil || admitted.count < FloodGuard.sendersMax ? sender : 0
        let count = admitted[key, default: 0]
        guard count < perSender else { return false }
        admitted[key] = count + 1
        return true
    }
}
