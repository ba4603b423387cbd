import Store

/// The way of the stored readings out of the outbox: fetched in order, published, deleted after their PUBACK.
///
/// Invariants:
/// - a row in flight, or acknowledged and not yet deleted, is never handed out again;
/// - rows are handed out in ascending sequence, so in order of reception;
/// - at most `rowsMax` rows are held in memory, whatever the length of the outage;
/// - a row that is set aside (`Suspects`) is passed by until its next trial.
struct Drain {
    /// The most rows held in memory, waiting for room in the window.
    static let rowsMax = 1_024
    /// One fetch.
    static let fetchRows = 512
    /// The most bytes held in memory, give or take a fetch.
    static let bytesMax = 2 << 20
    /// One fetch in bytes.
    static let fetchBytes = 1 << 20
    /// So many deletes make a transaction of their own.
    static let deletesPerTransaction = 256
    /// After so much time fewer deletes do, too.
    static let deleteDelay: Duration = .milliseconds(100)
    /// With so many deletes undone (a disk that refuses them) no further row is published.
    static let leavingMax = 16_384

    /// The rows in flight on this connection.
    private(set) var inFlight: Set<SequenceNumber> = []
    /// The rows acknowledged upstream whose deletion is not committed yet.
    private(set) var leaving: Set<SequenceNumber> = []
    /// The rows to delete with the next transaction.
    private(set) var acknowledged: [SequenceNumber] = []
    /// When the first of `acknowledged` came.
    private(set) var acknowledgedSince: SteadyInstant?
    /// The rows to park with the next transaction.
    private(set) var refused: [Parking] = []
    private(set) var isFetching = false
    /// The rows at which the server ends the connection.
    private(set) var suspects: Suspects

    private var rows: [OutboxRow] = []
    private var head = 0
    private var heldBytes = 0
    private var cursor: SequenceNumber?
    private var mayHaveMore = true
    private var generation = 0
    private var fetchGeneration = 0

    init(suspects: Suspects = Suspects(connectionsMax: SettlementLimits().connectionsToSuspect)) {
        self.suspects = suspects
    }

    /// Whether stored readings wait for their turn, as far as is known.
    var hasBacklog: Bool { head < rows.count || mayHaveMore }

    var wantsFetch: Bool {
        mayHaveMore && !isFetching && rows.count - head <= Drain.rowsMax - Drain.fetchRows && heldBytes < Drain.bytesMax
    }

    var hasChanges: Bool { !acknowledged.isEmpty || !refused.isEmpty }

    /// Where the next fetch begins.
    mutating func beginFetch() -> SequenceNumber? {
        isFetching = true
        fetchGeneration = generation
        return cursor
    }

    mutating func fetched(_ batch: [OutboxRow]) {
        isFetching = false
        guard fetchGeneration == generation else { return }
        if let last = batch.last { cursor = last.sequence }
        if batch.isEmpty { mayHaveMore = false }
        if head > 0 {
            rows.removeFirst(head)
            head = 0
        }
        rows.append(contentsOf: batch)
        for row in batch { heldBytes += row.reading.body.count }
    }

    mutating func fetchFailed() { isFetching = false }

    /// The next row that may be published, or nothing.
    mutating func next() -> OutboxRow? {
        guard leaving.count < Drain.leavingMax else { return nil }
        while head < rows.count {
            let row = rows[head]
            head += 1
            heldBytes -= row.reading.body.count
            if suspects.isSetAside(row.sequence) { continue }
            if !inFlight.contains(row.sequence), !leaving.contains(row.sequence) { return row }
        }
        return nil
    }

    mutating func published(_ sequence: SequenceNumber) { inFlight.insert(sequence) }

    /// The uplink has this row: it will be deleted.
    ///
    /// - Returns: false when that was known already.
    mutating func acknowledge(_ sequence: SequenceNumber, at now: SteadyInstant) -> Bool {
        inFlight.remove(sequence)
        suspects.left(sequence)
        guard leaving.insert(sequence).inserted else { return false }
        acknowledged.append(sequence)
        if acknowledgedSince == nil { acknowledgedSince = now }
        return true
    }

    /// The uplink refuses this row: it stays, parked, and the drain passes it by.
    mutating func park(_ sequence: SequenceNumber, _ reason: ParkReason, at now: SteadyInstant) {
        inFlight.remove(sequence)
        refused.append(Parking(sequence: sequence, reason: reason))
        if acknowledgedSince == nil { acknowledgedSince = now }
    }

    /// The connection ended while this row was the oldest of those on their way.
    ///
    /// - Returns: whether the row is set aside now.
    mutating func connectionEnded(at oldest: SequenceNumber, now: SteadyInstant) -> Bool {
        suspects.connectionEnded(at: oldest, now: now)
    }

    /// Rows that were set aside are eligible again when their time has come.
    mutating func retrySuspects(at now: SteadyInstant) {
        if suspects.takeTrials(at: now) { restart(keepingInFlight: true) }
    }

    /// The uplink wants this row later: it is eligible again.
    mutating func putBack(_ sequence: SequenceNumber) {
        inFlight.remove(sequence)
        restart(keepingInFlight: true)
    }

    /// Another connection, another answer: what was refused and is not parked yet is eligible again.
    mutating func forgetRefusals() { refused.removeAll(keepingCapacity: true) }

    /// Takes the deletes and parkings into a transaction.
    mutating func takeChanges(into transaction: inout StoreTransaction) {
        transaction.acknowledged = acknowledged
        transaction.parked = refused
        acknowledged.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        acknowledgedSince = nil
    }

    /// The transaction was committed: its deletes are done.
    mutating func committed(_ transaction: StoreTransaction, evicted: [SequenceNumber]) {
        for sequence in transaction.acknowledged { leaving.remove(sequence) }
        for sequence in evicted { suspects.left(sequence) }
        guard head < rows.count, !transaction.acknowledged.isEmpty || !evicted.isEmpty else { return }
        // A row can be fetched while it is in flight: once it is gone from the outbox it must not be handed out.
        let gone = Set(transaction.acknowledged).union(evicted)
        rows.removeFirst(head)
        head = 0
        rows.removeAll { gone.contains($0.sequence) }
        heldBytes = rows.reduce(0) { $0 + $1.reading.body.count }
    }

    /// The transaction failed: its deletes are to be done again, and its parkings, or else those rows are eligible again.
    mutating func failed(_ transaction: StoreTransaction, keepsParkings: Bool, at now: SteadyInstant) {
        acknowledged.append(contentsOf: transaction.acknowledged)
        if keepsParkings {
            refused.append(contentsOf: transaction.parked)
        } else if !transaction.parked.isEmpty {
            restart(keepingInFlight: true)
        }
        if hasChanges { acknowledgedSince = now }
    }

    /// Rows were stored, or parked rows are eligible again, behind the cursor or before it.
    mutating func stored() { mayHaveMore = true }

    /// Begins anew at the oldest row: another connection, or rows that became eligible again.
    mutating func restart(keepingInFlight: Bool) {
        generation += 1
        rows.removeAll(keepingCapacity: true)
        head = 0
        heldBytes = 0
        cursor = nil
        mayHaveMore = true
        if !keepingInFlight { inFlight.removeAll(keepingCapacity: true) }
    }
}
