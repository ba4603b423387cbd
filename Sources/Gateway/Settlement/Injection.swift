import Observations
import Store

/// Readings that come into the outbox by another way than a batch: decoded again from what was kept, or made by the
/// gateway itself; and what has to change with them in the same transaction.
///
/// They are replayed: no uplink connection was open at their reception. The field never waits for them.
struct Injection: Sendable {
    /// One reading.
    struct Item: Sendable {
        let reading: OutboxReading
        /// Goes out although its id is settled: it is another revision.
        var isRepeat = false
        /// The network's frame that it comes from.
        var frame: ArrivedFrame?
        /// Whether the item before it is of another frame, or of none.
        var isFirstOfFrame = true
    }

    /// What became of an injection.
    enum Outcome: Hashable, Sendable {
        /// Committed: so many readings wait in the outbox now, so many were settled or waited there before.
        case stored(Int, duplicates: Int)
        /// Nothing was changed, as the outbox is nearly full.
        case noRoom
        /// Nothing was changed, as far as is known: the store failed, or the gateway stops.
        case failed
    }

    /// Tells who asked which one it was.
    var number: UInt64 = 0
    /// The readings, each thing's in the order of reception.
    var items: [Item] = []
    /// Quarantined messages that leave with the readings that they have become.
    var released: [SequenceNumber] = []
    /// Quarantined messages that a person is done with.
    var discarded: [SequenceNumber] = []
    /// Quarantined messages that stay, for another reason.
    var rejudged: [QuarantineJudgement] = []
    /// Messages that go into the quarantine.
    var quarantined: [QuarantineEntry] = []
    /// Named numbers.
    var marks: [String: Int64] = [:]
    /// Raw messages whose readings are issued again, with their revisions.
    var reissued: [SequenceNumber: Int] = [:]

    /// Whether there is nothing to commit.
    var isEmpty: Bool {
        items.isEmpty && released.isEmpty && discarded.isEmpty && rejudged.isEmpty && quarantined.isEmpty
            && marks.isEmpty && reissued.isEmpty
    }
}
