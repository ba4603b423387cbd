import Observations
import Store
import Testing

@testable import Gateway

/// A settlement with everything around it in hand: the test plays clock, field, uplink and store.
///
/// `turn` does what the settlement asks for and tells it in words; jobs of the store wait for `answerStore`.
struct Bench {
    var settlement: Settlement
    var store: SimulatedStore
    /// The field socket takes nothing.
    var isSocketFull = false
    /// Something else than a publish was asked for.
    struct NoPublication: Error {
        let action: String
    }

    /// The packet identifier of the last publish; a test may turn it back.
    var nextPacket: UInt16 = 0

    /// What codecs were asked to read, by the batch's number.
    private(set) var decodes: [(batch: UInt64, pending: [PendingDecode])] = []
    /// What the store has still to do.
    private(set) var jobs: [SettlementAction] = []

    private var steady: Int64 = 1_000_000_000
    private var packets: [Int: UInt16] = [:]
    private var connections: Int64 = 0

    init(rowsMax: Int = .max, _ change: (inout SettlementLimits) -> Void = { _ in }) {
        var limits = SettlementLimits()
        if rowsMax < .max { limits.outboxRowsMax = rowsMax }
        change(&limits)
        store = SimulatedStore(rowsMax: rowsMax, isSynced: true)
        settlement = Settlement(limits: limits, summary: store.summary)
    }

    /// Both links are open and the empty outbox has been looked through.
    static func connected(rowsMax: Int = .max, _ change: (inout SettlementLimits) -> Void = { _ in }) -> Bench {
        var bench = Bench(rowsMax: rowsMax, change)
        bench.openField()
        bench.openUplink()
        return bench
    }

    var now: Moment {
        Moment(
            steady: SteadyInstant(microseconds: steady),
            wall: GatewayVersion.released.advanced(byMicroseconds: steady)
        )
    }

    mutating func pass(_ duration: Duration) { steady += duration.microseconds }

    /// Opens the uplink and looks through the outbox; what it holds is published.
    mutating func openUplink(receiveMaximum: Int = 1_000) {
        connections += 1
        settlement.uplinkOpened(connections, serverReceiveMaximum: receiveMaximum)
        settle()
    }

    /// Turns and answers until nothing happens any more.
    @discardableResult mutating func settle() -> [String] {
        var words: [String] = []
        for _ in 0..<100 {
            let turned = turn()
            words += turned
            if turned.isEmpty, jobs.isEmpty { break }
            answerStore()
        }
        return words
    }

    // MARK: The field

    /// A connection to the field opens, if the settlement is ready for one.
    mutating func openField() {
        guard settlement.batch.phase == .reading else {
            Issue.record("a batch of the last connection is unsettled")
            return
        }
        settlement.fieldOpened()
    }

    /// Reads messages of one reading each, until the socket is dry.
    mutating func receive(_ numbers: Int..., topic: String = "t", poison: Int = 0) {
        receive(numbers, topic: topic, poison: poison)
    }

    mutating func receive(_ numbers: some Sequence<Int>, topic: String = "t", poison: Int = 0) {
        read(numbers, topic: topic, poison: poison)
        settlement.closeBatch()
    }

    /// Reads one message whose network has counted or named it; `frame` is its counter key.
    mutating func receive(_ number: Int, frame: UInt64?, network: UInt64? = nil, topic: String = "t") {
        var arrivals = Arrivals()
        arrivals.first = now.steady
        arrivals.readings = [reading(number, topic: topic)]
        arrivals.frames = [ArrivedFrame(readings: 0..<1, counterKey: frame, networkKey: network)]
        arrivals.messages = 1
        settlement.receive(arrivals, at: now)
        settlement.closeBatch()
    }

    /// Reads messages; there may be more.
    mutating func read(
        _ numbers: some Sequence<Int>,
        topic: String = "t",
        poison: Int = 0,
        births: Int = 0,
        bytes: Int = 0
    ) {
        guard settlement.fieldMayBeRead else {
            Issue.record("the field may not be read")
            return
        }
        var arrivals = Arrivals()
        arrivals.first = now.steady
        arrivals.readings = numbers.map { reading($0, topic: topic) }
        arrivals.quarantined = (0..<poison).map { number in
            QuarantineEntry(
                hardwareID: nil,
                topic: Array("poison".utf8),
                payload: [UInt8(number)],
                received: now.wall,
                reason: .undecodable,
                detail: "poison"
            )
        }
        arrivals.births = (0..<births).map { number in
            BirthMessage(node: "node", device: nil, topic: Array("birth".utf8), payload: [UInt8(number)])
        }
        arrivals.messages = arrivals.readings.count + poison + births
        arrivals.bytes = bytes
        settlement.receive(arrivals, at: now)
    }

    /// Reads messages, some of which wait for a codec.
    mutating func receive(_ numbers: Int..., pending count: Int) {
        var arrivals = Arrivals()
        arrivals.first = now.steady
        arrivals.readings = numbers.map { reading($0) }
        let simulation = Simulation(seed: 0)
        arrivals.pending = (0..<count).map { simulation.pending(3 * $0) }
        arrivals.messages = numbers.count + count
        settlement.receive(arrivals, at: now)
        settlement.closeBatch()
    }

    /// The codecs answer what they were asked first.
    @discardableResult
    mutating func answerCodecs(_ numbers: Int..., poison: Int = 0) -> Bool {
        guard !decodes.isEmpty else { return false }
        let (batch, pending) = decodes.removeFirst()
        var arrivals = Arrivals()
        arrivals.readings = numbers.map { reading($0) }
        arrivals.quarantined = pending.prefix(poison).map { $0.quarantined("a crash") }
        return settlement.decoded(arrivals, batch: batch, at: now)
    }

    func reading(_ number: Int, topic: String = "t") -> OutboxReading {
        guard let thing = try? Slug("thing") else { preconditionFailure("a fixed slug is valid") }
        return OutboxReading(
            id: ReadingID(bits: UInt64(number)),
            thing: thing,
            topic: topic,
            body: Array("\(number) false".utf8),
            replayedOffset: "\(number) ".utf8.count,
            received: now.wall,
            receivedSteadyMicroseconds: steady,
            connection: settlement.connection ?? 0
        )
    }

    // MARK: The uplink

    /// The PUBACK of what was published last of this reading.
    mutating func acknowledge(_ numbers: Int..., reasonCode: UInt8 = 0) {
        for number in numbers {
            guard let packet = packets[number] else {
                Issue.record("reading \(number) was not published")
                continue
            }
            settlement.acknowledged(packet: packet, reasonCode: reasonCode, at: now)
        }
    }

    // MARK: The driver

    /// Does what the settlement asks for, until it asks for nothing.
    mutating func turn() -> [String] {
        var words: [String] = []
        while words.count < 5_000, let action = settlement.nextAction(at: now) { words.append(perform(action)) }
        return words
    }

    /// The next publish, which the driver has not tried yet.
    mutating func nextPublication() throws -> Publication {
        let action = settlement.nextAction(at: now)
        guard case .publish(let publication) = action else {
            throw NoPublication(action: "\(String(describing: action))")
        }
        return publication
    }

    private mutating func perform(_ action: SettlementAction) -> String {
        switch action {
        case .decode(let pending, let batch):
            decodes.append((batch, pending))
            return "decode \(pending.count)"
        case .publish(let publication):
            let number = Int(publication.reading.id.bits)
            nextPacket += 1
            packets[number] = nextPacket
            settlement.published(publication, as: nextPacket, at: now)
            let suffix = publication.isReplayed ? " replayed" : ""
            if case .row = publication.source { return "drain \(number)\(suffix)" }
            return "publish \(number)\(suffix)"
        case .commit(let transaction):
            jobs.append(action)
            return Bench.words(of: transaction)
        case .fetch:
            jobs.append(action)
            return "fetch"
        case .unpark(.oneOfEachTopic):
            jobs.append(action)
            return "unpark one of each"
        case .unpark(.topic(let topic)):
            jobs.append(action)
            return "unpark \(topic)"
        case .closeUplink:
            settlement.uplinkEnded(at: now)
            return "close uplink"
        case .release:
            guard !isSocketFull else {
                settlement.releaseBlocked()
                return "release blocked"
            }
            settlement.released()
            return "release"
        case .closeField:
            settlement.fieldEnded()
            return "close field"
        case .probeStore:
            jobs.append(action)
            return "probe"
        case .keepRaw(let messages):
            jobs.append(action)
            return "keep \(messages.count)"
        }
    }

    private static func words(of transaction: StoreTransaction) -> String {
        var words = ["commit"]
        words += transaction.readings.map { "\($0.id.bits)\($0.parked == nil ? "" : "(parked)")" }
        words += transaction.released.map { "release(#\($0))" }
        words += transaction.quarantined.map { "quarantine(\($0.reason.rawValue))" }
        words += transaction.births.map { "birth(\($0.node))" }
        words += transaction.acknowledged.map { "delete(#\($0))" }
        words += transaction.parked.map { "park(#\($0.sequence))" }
        return words.joined(separator: " ")
    }

    // MARK: The store

    /// The store does all that was asked of it.
    mutating func answerStore() {
        while !jobs.isEmpty {
            switch jobs.removeFirst() {
            case .commit(let transaction):
                if let receipt = store.apply(transaction) {
                    settlement.committed(transaction, receipt, at: now)
                } else {
                    settlement.commitFailed(transaction, because: .outboxFull, at: now)
                }
            case .fetch(let cursor, let limit, _): settlement.fetched(store.rows(after: cursor, limit: limit))
            case .unpark(let rows):
                let (topics, isComplete) = store.unpark(rows, limit: 2)
                settlement.unparked(rows, topics: topics, isComplete: isComplete, store.summary, at: now)
            case .probeStore: settlement.storeProbed(store.summary, at: now)
            case .keepRaw(let messages): settlement.rawShelf.stored(messages.count, isKept: true)
            case .decode, .publish, .release, .closeField, .closeUplink: preconditionFailure("no job of the store")
            }
        }
    }

    /// The disk fails at all that was asked of the store.
    mutating func failStore(because obstacle: Settlement.Obstacle = .storeFailed) {
        while !jobs.isEmpty {
            switch jobs.removeFirst() {
            case .commit(let transaction): settlement.commitFailed(transaction, because: obstacle, at: now)
            case .fetch: settlement.fetchFailed(at: now)
            case .unpark: settlement.unparkFailed(isStoreBroken: true, at: now)
            case .probeStore: settlement.storeProbed(nil, at: now)
            case .keepRaw(let messages): settlement.rawShelf.stored(messages.count, isKept: false)
            case .decode, .publish, .release, .closeField, .closeUplink: preconditionFailure("no job of the store")
            }
        }
    }
}
