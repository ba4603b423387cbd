/// What a row measured.
struct Figures: Hashable, Codable, Sendable {
    var cycles = 0
    var published = 0
    /// L1.
    var acknowledged = 0
    /// L2.
    var released = 0
    /// L3, copies removed by id.
    var received = 0
    /// In L2 and not in L3.
    var lost = 0
    /// In L1 and not in L3.
    var missing = 0
    /// In L2 and not in L3, lost by an operations center's broker that was killed.
    var lostUpstream = 0
    /// Deliveries that were removed by id.
    var copies = 0
    /// Samples that came twice after that.
    var duplicates = 0
    /// The longest time from the end of a fault to the next reading at the operations center.
    var recovery: Duration?
    var notes: [String] = []
    /// What the row promised and did not keep.
    var broken: [String] = []

    mutating func recovered(in duration: Duration) { recovery = max(recovery ?? .zero, duration) }

    /// Adds a run's account; what it may lose is said.
    mutating func add(_ account: Account, published: Int, losses: Losses = .none) {
        self.published += published
        acknowledged += account.acknowledged
        released += account.released
        received += account.received
        lost += account.lost.count
        missing += account.missing.count
        lostUpstream += account.lostUpstream
        copies += account.copies
        duplicates += account.duplicates
        if !account.lost.isEmpty { broken.append("lost \(account.lost.count) of the readings that it had released") }
        if losses == .none, !account.missing.isEmpty {
            broken.append("\(account.missing.count) of the readings that the sensors got a PUBACK for did not arrive")
        }
        if account.duplicates > 0 { broken.append("\(account.duplicates) readings came under more than one id") }
        if account.received == 0 { broken.append("nothing arrived at all") }
    }

    /// What brokers that are killed may lose: the product cannot keep what they forget.
    enum Losses: Hashable, Sendable {
        /// No broker is killed.
        case none
        /// The field broker is killed: what it had acknowledged and not written to its disk.
        case fieldBroker
        /// The operations center's broker is killed, or both are.
        case brokers
    }
}
