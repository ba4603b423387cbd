import Observations

/// The ids of the readings that were settled last; it outlives batches and connections.
///
/// Invariants:
/// - an id is here only after its PUBACK or its commit, so answering "duplicate" never acknowledges what could be lost;
/// - at most `capacity` ids: the oldest is forgotten first. What is forgotten and comes again is published again,
///   under the same id, and the outbox's unique key keeps it from being stored twice.
struct DuplicateMemory {
    /// The most ids that are remembered.
    static let capacityDefault = 65_536

    private let capacity: Int
    private var known: Set<ReadingID>
    private var ring: [ReadingID]
    private var oldest = 0

    init(capacity: Int = DuplicateMemory.capacityDefault) {
        precondition(capacity > 0, "a duplicate memory holds at least one id")
        self.capacity = capacity
        known = []
        ring = []
    }

    func contains(_ id: ReadingID) -> Bool { known.contains(id) }

    /// The reading is settled no more: the uplink has refused it for good, and it waits in the quarantine.
    ///
    /// Its place in the ring stays: if it is settled again it may be forgotten earlier than its turn.
    mutating func remove(_ id: ReadingID) { known.remove(id) }

    mutating func insert(_ id: ReadingID) {
        guard known.insert(id).inserted else { return }
        guard ring.count == capacity else {
            ring.append(id)
            return
        }
        known.remove(ring[oldest])
        ring[oldest] = id
        oldest = oldest + 1 == capacity ? 0 : oldest + 1
    }
}
