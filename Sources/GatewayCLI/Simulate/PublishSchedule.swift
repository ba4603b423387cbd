/// When the next simulated messages are due: an even rate, a last message and an end.
///
/// Time that was lost (no broker, a full window) is made up for by at most one second's worth of messages.
struct PublishSchedule {
    private let rate: Double
    private let countMax: Int?
    private let duration: Duration?
    private var credit = 1.0
    private var creditedUntil: Duration = .zero

    /// How many messages were taken.
    private(set) var taken = 0

    /// - Parameters:
    ///   - rate: messages a second, more than 0.
    ///   - countMax: how many in all; nil: without end.
    ///   - duration: for how long; nil: without end.
    init(rate: Double, countMax: Int?, duration: Duration?) {
        precondition(rate > 0, "a schedule has a rate")
        self.rate = rate
        self.countMax = countMax
        self.duration = duration
    }

    /// Takes what is due at a time since the start, at most `room` messages.
    mutating func take(at elapsed: Duration, room: Int) -> Int {
        guard !isOver(at: elapsed) else { return 0 }
        credit += (elapsed - creditedUntil) / .seconds(1) * rate
        creditedUntil = elapsed
        credit = min(credit, max(1, rate))
        let count = min(Int(credit), room, (countMax ?? .max) - taken)
        credit -= Double(count)
        taken += count
        return count
    }

    /// Whether nothing more will be due.
    func isOver(at elapsed: Duration) -> Bool {
        taken >= countMax ?? .max || duration.map { elapsed >= $0 } == true
    }

    /// How long until a message is due.
    var wait: Duration { credit >= 1 ? .zero : .seconds((1 - credit) / rate) }
}
