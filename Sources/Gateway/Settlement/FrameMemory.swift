/// The frames that were settled last; it outlives batches and connections.
///
/// Invariants:
/// - a frame is here only once its batch is settled, so answering "copy" never acknowledges what could be lost;
/// - a counter key is known for `copiesWithin` from the reception of its frame, and no longer: counters wrap and devices
///   rejoin, so an older repeat is another frame;
/// - at most `capacity` keys: the oldest is forgotten first.
struct FrameMemory {
    /// How long after a frame the same counter with the same payload is a copy of it.
    static let copiesWithin: Duration = .seconds(600)
    /// The most keys that are remembered; a frame has one or two.
    static let capacityDefault = 131_072

    private struct Key: Hashable {
        let isCounter: Bool
        let bits: UInt64
    }

    private let capacity: Int
    private var known: [Key: SteadyInstant] = [:]
    private var ring: [Key] = []
    private var oldest = 0

    init(capacity: Int = FrameMemory.capacityDefault) {
        precondition(capacity > 0, "a frame memory holds at least one key")
        self.capacity = capacity
    }

    /// How many keys are remembered.
    var count: Int { known.count }

    /// Whether a frame of this moment is a copy of a settled one.
    func isCopy(_ frame: ArrivedFrame, at now: SteadyInstant) -> Bool {
        if let bits = frame.networkKey, known[Key(isCounter: false, bits: bits)] != nil { return true }
        guard let bits = frame.counterKey, let received = known[Key(isCounter: true, bits: bits)] else { return false }
        return now <= received.advanced(by: FrameMemory.copiesWithin)
            && received <= now.advanced(by: FrameMemory.copiesWithin)
    }

    /// Notes a frame whose batch is settled.
    mutating func insert(_ frame: ArrivedFrame, received: SteadyInstant) {
        if let bits = frame.networkKey { insert(Key(isCounter: false, bits: bits), received) }
        if let bits = frame.counterKey { insert(Key(isCounter: true, bits: bits), received) }
    }

    private mutating func insert(_ key: Key, _ received: SteadyInstant) {
        if let last = known[key] {
            if last < received { known[key] = received }
            return
        }
        known[key] = received
        guard ring.count == capacity else { return ring.append(key) }
        known.removeValue(forKey: ring[oldest])
        ring[oldest] = key
        oldest = oldest + 1 == capacity ? 0 : oldest + 1
    }
}
