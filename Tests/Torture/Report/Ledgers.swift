@testable import TestCity

/// The lines of all ledgers of a run.
struct Ledgers: Hashable, Sendable {
    /// L1.
    var acknowledged: [Ledger.Entry] = []
    /// L2.
    var released: [Ledger.Entry] = []
    /// What the operations center's broker acknowledged to the gateway.
    var upstream: [Ledger.Entry] = []
    /// L3, copies included.
    var received: [Ledger.Entry] = []

    /// The same as if one reading, which was released (or, where nobody saw that, acknowledged), had not arrived.
    func withoutOne(using chance: inout Chance) -> Ledgers? {
        let arrived = Set(received.map(\.sample))
        let candidates = (released.isEmpty ? acknowledged : released).map(\.sample).filter(arrived.contains)
        guard let gone = candidates.randomElement(using: &chance) else { return nil }
        var copy = self
        copy.received.removeAll { $0.sample == gone }
        copy.upstream.removeAll { $0.sample == gone }
        return copy
    }
}
