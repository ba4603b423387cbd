@testable import TestCity

/// What the ledgers say of a run.
///
/// L1: what the field broker acknowledged to the sensors. L2: what the gateway acknowledged to the field broker. Upstream: what
/// the operations center's broker acknowledged to the gateway. L3: what the consumer received.
struct Account {
    let acknowledged: Int
    let released: Int
    let received: Int
    /// In L2 and not in L3: the gateway lost them, unless `lostUpstream` has them.
    let lost: Set<Sample>
    /// In L1 and not in L3.
    let missing: Set<Sample>
    /// Of what is in L2 and not in L3: what the operations center's broker had acknowledged, and lost itself.
    let lostUpstream: Int
    /// Deliveries beyond the first of an id: what a consumer removes by id.
    let copies: Int
    /// Samples that came under more than one id.
    let duplicates: Int

    /// Adds up; a broker of the operations center that was killed may have forgotten what it had acknowledged.
    init(_ ledgers: Ledgers, forgivesUpstream: Bool = false) {
        let sensors = Set(ledgers.acknowledged.map(\.sample))
        let gateway = Set(ledgers.released.map(\.sample))
        let consumer = Set(ledgers.received.map(\.sample))
        acknowledged = sensors.count
        released = gateway.count
        received = consumer.count
        let gone = gateway.subtracting(consumer)
        lost = forgivesUpstream ? gone.subtracting(ledgers.upstream.map(\.sample)) : gone
        lostUpstream = gone.count - lost.count
        missing = sensors.subtracting(consumer)
        let unique = Set(ledgers.received)
        copies = ledgers.received.count - unique.count
        duplicates = Dictionary(grouping: unique, by: \.sample).values.count { $0.count > 1 }
    }
}
