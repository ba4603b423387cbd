import Observations
import Store

/// The messages whose PUBACKs the field broker waits for, until everything decoded from them is settled.
///
/// ```
/// reading ──close──> decoding ──answers──> settling ──commit──> committing ──receipt──┐
///    ^  └─ nothing to decode ─────────────────^  └────────── all settled ─────────────┤
///    └──── written ── releasing <─────────────────────────────────────────────────────┘
/// ```
/// Invariants:
/// - nothing is read from the field while a batch is not `reading`;
/// - while payloads wait for a vendor's codec the members that are decoded may be published;
/// - answers count for the batch that asked, by its number, and only while it is `decoding`;
/// - a batch reaches `releasing` only with every member settled, and its quarantine and births committed;
/// - batches never overlap.
struct Batch {
    enum Phase: Hashable {
        /// The field may be read; while the batch is empty it may be written, too.
        case reading
        /// The batch is closed: payloads wait for vendors' codecs.
        case decoding
        /// The batch is closed: members wait for their PUBACK or for the store.
        case settling
        /// The store has what was unsettled.
        case committing
        /// Everything is settled: the acknowledgements are being written.
        case releasing
    }

    /// How far one reading is.
    enum Progress: Hashable {
        case unsent
        case outstanding(packet: UInt16)
        /// The uplink said no; the store will keep it, parked.
        case refused(ParkReason)
        case settled
    }

    struct Member {
        var reading: OutboxReading
        var progress: Progress
    }

    var phase = Phase.reading
    var members: [Member] = []
    var quarantined: [QuarantineEntry] = []
    /// The births that later messages are read by: known after a restart, they must be in the store before their
    /// acknowledgement.
    var births: [BirthMessage] = []
    /// The messages whose payloads wait for a vendor's codec.
    var pending: [PendingDecode] = []
    /// The messages as they were received, where they are to be kept once they are settled.
    var raw: [BatchMessage] = []
    /// Tells the batches of a process apart.
    private(set) var number: UInt64 = 0
    /// The frames that members were decoded from.
    var frames = BatchFrames()
    /// Members that are not settled.
    private(set) var unsettled = 0
    /// Members that the uplink has refused; only the store can settle them.
    private(set) var refused = 0
    /// How many messages it was read from.
    private(set) var messages = 0
    /// The bytes of their payloads.
    private(set) var bytes = 0
    /// When the first of them was read.
    private(set) var opened = SteadyInstant(microseconds: 0)
    /// When waiting for the uplink began: with the first message, or with the codecs' answer.
    private(set) var settlingSince = SteadyInstant(microseconds: 0)
    /// The batch was full, or the field window reached: waiting for a far uplink would throttle the field.
    private(set) var isUnderPressure = false
    /// The members that the running commit covers, in the order of its readings.
    private(set) var committing: [(index: Int, isParked: Bool)] = []

    private var indexByID: [ReadingID: Int] = [:]
    private var nextUnsent = 0
    private var quarantinedInCommit = 0
    private var birthsInCommit = 0

    /// Whether anything waits for the store or the uplink.
    var isSettled: Bool { unsettled == 0 && quarantined.isEmpty && births.isEmpty && pending.isEmpty }

    /// Whether waiting for the uplink is pointless: what is left can only be stored.
    var onlyStoreCanSettle: Bool { !isSettled && unsettled == refused }

    /// Whether a message was read whose acknowledgement is held.
    var holdsMessages: Bool { messages > 0 }

    /// Counts messages that were read now.
    mutating func read(_ count: Int, bytes: Int, at instant: SteadyInstant) {
        precondition(phase == .reading, "nothing is read into a closed batch")
        if messages == 0 { (opened, settlingSince) = (instant, instant) }
        messages += count
        self.bytes += bytes
    }

    /// Nothing more is read until the batch is released.
    mutating func close(isUnderPressure: Bool) {
        self.isUnderPressure = isUnderPressure
        phase = pending.isEmpty ? .settling : .decoding
    }

    /// The codecs have answered, or their time is over.
    mutating func endDecoding(at now: SteadyInstant) {
        precondition(phase == .decoding, "only a closed batch is decoded")
        settlingSince = now
        pending.removeAll(keepingCapacity: true)
        phase = .settling
    }

    /// Adds a reading.
    ///
    /// - Returns: false when the batch has the same reading already; it joins the original's settlement.
    mutating func add(_ reading: OutboxReading, progress: Progress) -> Bool {
        guard indexByID[reading.id] == nil else { return false }
        indexByID[reading.id] = members.count
        members.append(Member(reading: reading, progress: progress))
        unsettled += 1
        if case .refused = progress { refused += 1 }
        return true
    }

    /// Where the reading of this id stands, if it is a member that is not settled.
    func unsettledIndex(of id: ReadingID) -> Int? {
        guard let index = indexByID[id], members[index].progress != .settled else { return nil }
        return index
    }

    /// Whether a member waits to be published.
    var hasUnsent: Bool { members[nextUnsent...].contains { $0.progress == .unsent } }

    /// The next member to publish.
    mutating func takeUnsent() -> Int? {
        while nextUnsent < members.count {
            if members[nextUnsent].progress == .unsent {
                nextUnsent += 1
                return nextUnsent - 1
            }
            nextUnsent += 1
        }
        return nil
    }

    mutating func setProgress(_ progress: Progress, of index: Int) {
        precondition(members[index].progress != .settled, "a settled reading stays settled")
        if case .refused = members[index].progress { refused -= 1 }
        members[index].progress = progress
        switch progress {
        case .settled: unsettled -= 1
        case .unsent: nextUnsent = min(nextUnsent, index)
        case .refused: refused += 1
        case .outstanding: break
        }
    }

    /// Fills a transaction with everything that is not settled.
    mutating func beginCommit(into transaction: inout StoreTransaction) {
        phase = .committing
        committing.removeAll(keepingCapacity: true)
        for (index, member) in members.enumerated() where member.progress != .settled {
            var reading = member.reading
            if case .refused(let reason) = member.progress { reading = reading.parked(for: reason) }
            committing.append((index, reading.parked != nil))
            transaction.readings.append(reading)
        }
        transaction.quarantined += quarantined
        quarantinedInCommit = quarantined.count
        transaction.births += births
        birthsInCommit = births.count
    }

    /// The running commit is done, as far as quarantine and births go; what came meanwhile still waits.
    mutating func endCommit() {
        quarantined.removeFirst(quarantinedInCommit)
        quarantinedInCommit = 0
        births.removeFirst(birthsInCommit)
        birthsInCommit = 0
        phase = .settling
    }

    /// The running commit did nothing; it will be tried again.
    mutating func abortCommit() {
        quarantinedInCommit = 0
        birthsInCommit = 0
        phase = .settling
    }

    /// Forgets everything; the next batch may be read.
    mutating func clear() {
        phase = .reading
        number += 1
        pending.removeAll(keepingCapacity: true)
        raw.removeAll(keepingCapacity: true)
        messages = 0
        bytes = 0
        members.removeAll(keepingCapacity: true)
        quarantined.removeAll(keepingCapacity: true)
        births.removeAll(keepingCapacity: true)
        frames.removeAll()
        committing.removeAll(keepingCapacity: true)
        indexByID.removeAll(keepingCapacity: true)
        unsettled = 0
        refused = 0
        nextUnsent = 0
        quarantinedInCommit = 0
        birthsInCommit = 0
        isUnderPressure = false
    }
}

extension OutboxReading {
    /// The same reading, to be stored out of the drain's way, or (nil) in it.
    func parked(for reason: ParkReason?) -> OutboxReading {
        OutboxReading(
            id: id,
            thing: thing,
            topic: topic,
            body: body,
            replayedOffset: replayedOffset,
            received: received,
            receivedSteadyMicroseconds: receivedSteadyMicroseconds,
            connection: connection,
            parked: reason
        )
    }
}
