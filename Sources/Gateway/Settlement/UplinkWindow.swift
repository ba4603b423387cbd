import Observations
import Store

/// What is on its way to the IOC: published at QoS 1 on this uplink connection, its PUBACK still to come.
///
/// Invariants:
/// - never more than `limit` publishes are outstanding, so nothing ever waits in the MQTT library's memory;
/// - a window belongs to one uplink connection and is emptied when that connection ends.
struct UplinkWindow {
    /// Whose publish is outstanding.
    enum Occupant: Hashable {
        /// The batch's member at this index.
        case member(Int)
        /// A row of the outbox.
        case row(SequenceNumber)
        /// A reading whose batch was given up; its PUBACK still makes it a settled one.
        case abandoned
    }

    /// One outstanding publish.
    struct Entry {
        var occupant: Occupant
        let reading: OutboxReading
        let isLive: Bool
        let published: SteadyInstant
    }

    /// The most publishes that may be outstanding.
    let limit: Int
    /// The most of them that live readings take while a backlog exists.
    var liveLimitBesideBacklog: Int { max(1, limit * 3 / 4) }
    /// How many outstanding publishes were live readings.
    private(set) var liveCount = 0

    private var entries: [UInt16: Entry] = [:]
    private var abandoned: [ReadingID: UInt16] = [:]
    private var order: [UInt16] = []
    private var oldest = 0
    /// Whether the last publish was a live reading: with room for one, live and stored ones take turns.
    private(set) var lastWasLive = false

    init(limit: Int) {
        precondition(limit > 0, "a window has room for at least one publish")
        self.limit = limit
        entries.reserveCapacity(limit)
    }

    var count: Int { entries.count }

    var hasRoom: Bool { entries.count < limit }

    /// Notes a publish.
    ///
    /// - Returns: false when the server owes a PUBACK for an earlier publish under this packet identifier.
    mutating func add(_ entry: Entry, packet: UInt16) -> Bool {
        guard entries[packet] == nil else { return false }
        entries[packet] = entry
        order.append(packet)
        if entry.isLive { liveCount += 1 }
        lastWasLive = entry.isLive
        return true
    }

    /// When the oldest of the outstanding publishes was made.
    mutating func oldestPublish() -> SteadyInstant? {
        while oldest < order.count {
            if let entry = entries[order[oldest]] { return entry.published }
            oldest += 1
            if oldest == order.count || oldest >= 1_024 {
                order.removeFirst(oldest)
                oldest = 0
            }
        }
        return nil
    }

    /// The stored row that was published first of those that are outstanding.
    var oldestRow: SequenceNumber? {
        for packet in order[oldest...] {
            if case .row(let sequence)? = entries[packet]?.occupant { return sequence }
        }
        return nil
    }

    /// Takes out whose PUBACK came; nothing when the packet is not one of ours.
    mutating func remove(packet: UInt16) -> Entry? {
        guard let entry = entries.removeValue(forKey: packet) else { return nil }
        if entry.isLive { liveCount -= 1 }
        if entry.occupant == .abandoned { abandoned[entry.reading.id] = nil }
        return entry
    }

    /// The batch of this publish was given up.
    mutating func abandon(packet: UInt16) {
        guard let reading = entries[packet]?.reading else { return }
        entries[packet]?.occupant = .abandoned
        abandoned[reading.id] = packet
    }

    /// Gives the outstanding publish of a given-up reading to the same reading, received or stored again.
    mutating func adopt(_ id: ReadingID, as occupant: Occupant) -> UInt16? {
        guard !abandoned.isEmpty, let packet = abandoned.removeValue(forKey: id) else { return nil }
        entries[packet]?.occupant = occupant
        return packet
    }

    mutating func replaceOccupant(of packet: UInt16, with occupant: Occupant) {
        entries[packet]?.occupant = occupant
    }
}
