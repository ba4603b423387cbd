import Observations
import Store

@testable import Gateway

/// One seeded run of the gateway's heart against scripted links, a forgetful disk and a jumping clock.
///
/// Trouble first: cuts, kills, power cuts, refusals, failed commits, a full outbox, clock jumps. Then quiet until
/// everything is empty. Safety is checked at each step, liveness at the end. The fault model:
/// - a link can end between any two steps; what was on it is lost, or delivered without its PUBACK;
/// - a kill forgets the process, a power cut also what was not synced;
/// - a failed commit may have happened or not;
/// - codecs answer late, or after their batch is over, and a worker may die: then a payload goes to quarantine.
/// - a network passes a frame on again: another message, with the same readings;
/// - quarantined messages are read again at any time, several times at once, and while their copies come from the field.
struct Simulation {
    /// What broke a promise.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    let sabotage: Sabotage?
    var random: SeededRandom
    var limits = SettlementLimits()
    var settlement: Settlement
    var field = SimulatedFieldBroker()
    var uplink: SimulatedUplink?
    var store: SimulatedStore

    /// Everything sensors published; the index is the message.
    var published = 0
    /// Which message a message is a copy of: itself, unless a network has passed its frame on again.
    var originals: [Int] = []
    /// What the IOC received, with how often.
    var received: [Int: Int] = [:]
    /// The message at which the uplink's broker closes the connection, without a word.
    var poison: Int?
    /// What the uplink will never take: its readings are parked.
    var refusedTopics: Set<Int> = []
    var steady: Int64 = 1_000_000
    var wallOffset: Int64 = 1_700_000_000_000_000
    var connectionNumber: Int64 = 0
    var isQuiet = false
    /// Store jobs run one after the other, each after some steps.
    var jobs: [SettlementAction] = []
    /// What the codecs were asked and have not answered.
    var codecJobs: [CodecJob] = []
    /// Rows acknowledged by the IOC's broker, as the truth has it.
    var acknowledgedUpstream: Set<Int> = []
    /// What may stand in the outbox without this process knowing.
    ///
    /// It was stored before the process started, or by a commit that answered with an error. Only these may be
    /// published twice on one connection.
    var unknownlyStored: Set<Int> = []
    /// What this process has seen a PUBACK for: it is never published again, as far as the process can know.
    var acknowledgedInThisLife: Set<Int> = []

    init(seed: UInt64, sabotage: Sabotage? = nil) {
        self.sabotage = sabotage
        random = SeededRandom(seed: seed)
        limits.batchMessages = 1 + random.below(6)
        limits.fieldWindow = 4
        limits.uplinkWindow = 1 + random.below(8)
        limits.settleTimeout = random.oneIn(8) ? .zero : .milliseconds(250)
        limits.holdMaximum = .seconds(2)
        limits.decodeTimeout = .seconds(1)
        limits.refusalRetry = .seconds(5)
        limits.outboxRowsMax = random.oneIn(3) ? 12 : 0
        poison = random.oneIn(3) ? random.below(40) : nil
        if sabotage == .neverSuspect { limits.connectionsToSuspect = .max }
        let rowsMax = limits.outboxRowsMax == 0 ? Int.max : limits.outboxRowsMax
        store = SimulatedStore(rowsMax: rowsMax, isSynced: sabotage != .commitWithoutSync)
        settlement = Settlement(limits: limits, summary: store.summary)
    }

    var now: Moment {
        Moment(steady: SteadyInstant(microseconds: steady), wall: Timestamp(microseconds: steady + wallOffset))
    }

    mutating func run() throws(Violation) {
        let steps = 150 + random.below(250)
        for _ in 0..<steps { try step() }
        isQuiet = true
        refusedTopics = random.oneIn(3) ? [4] : []  // one topic may stay refused: the others must not suffer
        var quietSteps = 0
        while !isEmpty, quietSteps < 30_000 {
            try quietStep()
            quietSteps += 1
        }
        guard isEmpty else { throw Violation(description: "not empty after the trouble: \(residue)") }
        try redecodeEverything()
        for message in 0..<published where received[message] == nil {
            let waits = message == poison && store.state.rows.contains { $0.reading.id.bits == UInt64(message) }
            guard waits || isQuarantined(message) || isRefused(message) || hasArrived(frameOf: message) else {
                throw Violation(description: "message \(message) is lost")
            }
        }
    }

    var isEmpty: Bool {
        let hasRows = store.state.rows.contains { row in
            !isRefused(Int(row.reading.id.bits)) && row.reading.id.bits != poison.map(UInt64.init)
        }
        return field.isDrained && !hasRows && jobs.isEmpty && settlement.injections.isEmpty
            && settlement.batch.phase == .reading
    }

    /// Whether the message is of a topic that the uplink refuses for ever.
    func isRefused(_ message: Int) -> Bool { refusedTopics.contains(message % 5) }

    var residue: String {
        "field \(field.pending.count), rows \(store.state.rows.count), jobs \(jobs.count), "
            + "phase \(settlement.batch.phase), obstacle \(String(describing: settlement.obstacle)), "
            + "uplink \(uplink != nil), field open \(field.isConnected)"
    }

    /// Whether another copy of the message's frame is safe, which makes this one superfluous.
    func hasArrived(frameOf message: Int) -> Bool {
        let original = originals[message]
        return stride(from: original, to: published, by: 5).contains { other in
            guard originals[other] == original else { return false }
            let isStored = store.synced.rows.contains { $0.reading.id.bits == UInt64(other) }
            return isStored || received[other] != nil || isQuarantined(other)
        }
    }

    func isQuarantined(_ message: Int) -> Bool {
        store.state.quarantined.contains {
            $0.entry.topic == Array("t\(message % 5)".utf8) && $0.entry.payload == body(of: message)
        }
    }

    func body(of message: Int) -> [UInt8] { Array("\(message) false".utf8) }

    // MARK: One step

    private mutating func step() throws(Violation) {
        steady += Int64(random.below(40_000))
        try trouble()
        if random.oneIn(6) { answerCodecs() }
        switch random.below(8) {
        case 0, 1: sensorPublishes()
        case 2:
            try connectField()
            settlement.fieldWritable()
        case 3: connectUplink()
        case 4: try deliverUpstream()
        case 5: try answerUpstream()
        case 6: try runStoreJob()
        default: try readField()
        }
        try drive()
    }

    /// One step without trouble: something that can happen, or else the time of the next deadline.
    ///
    /// Where nothing can happen and no deadline is set the gateway has stalled; where the deadline has passed and
    /// nothing is done about it, it spins.
    mutating func quietStep() throws(Violation) {
        switch try nextQuietEvent() {
        case nil:
            guard let deadline = settlement.deadline() else { throw Violation(description: "stalls: \(residue)") }
            guard deadline.microseconds > steady else { throw Violation(description: "spins: \(residue)") }
            steady = deadline.microseconds
        case let event?:
            steady += Int64(random.below(3_000))
            try perform(event)
        }
        try drive()
    }

    private enum QuietEvent: CaseIterable {
        case fieldConnects, fieldWritable, uplinkConnects, delivery, answer, storeJob, codecJob, fieldInput
    }

    private mutating func nextQuietEvent() throws(Violation) -> QuietEvent? {
        let possible = QuietEvent.allCases.filter { event in
            switch event {
            case .fieldConnects: !field.isConnected && settlement.fieldIsWanted
            case .fieldWritable: settlement.isReleaseBlocked
            case .uplinkConnects: uplink == nil
            case .delivery: uplink?.onTheWay.isEmpty == false
            case .answer: uplink?.answers.isEmpty == false
            case .storeJob: !jobs.isEmpty
            case .codecJob: !codecJobs.isEmpty
            case .fieldInput: field.hasInput && settlement.fieldMayBeRead
            }
        }
        return possible.isEmpty ? nil : possible[random.below(possible.count)]
    }

    private mutating func perform(_ event: QuietEvent) throws(Violation) {
        switch event {
        case .fieldConnects: try connectField()
        case .fieldWritable: settlement.fieldWritable()
        case .uplinkConnects: connectUplink()
        case .delivery: try deliverUpstream()
        case .answer: try answerUpstream()
        case .storeJob: try runStoreJob()
        case .codecJob: answerCodecs()
        case .fieldInput: try readField()
        }
    }

    private mutating func trouble() throws(Violation) {
        if random.oneIn(60) { fieldEnds() }
        if random.oneIn(50) { uplinkEnds() }
        if random.oneIn(150) { kill(isPowerCut: false) }
        if random.oneIn(150) { kill(isPowerCut: true) }
        if random.oneIn(100) { wallOffset += Int64(random.below(4_000_000) - 2_000_000) * 1_000_000 }
        if random.oneIn(80) { refusedTopics = random.oneIn(2) ? [] : [random.below(5)] }
        if random.oneIn(30) { steady += 6_000_000 }
        if random.oneIn(20) { store.sync() }
        if random.oneIn(12) { try writeUnasked() }
        if random.oneIn(15) { redecodeSome() }
    }

    private mutating func sensorPublishes() {
        for _ in 0...random.below(4) {
            // A copy is of the same thing, and so of the same topic.
            let isCopy = published >= 5 && random.oneIn(6)
            originals.append(isCopy ? originals[published - 5] : published)
            field.publish(published)
            published += 1
        }
    }

    /// A ping or a SUBSCRIBE wants out: only when the settlement allows it.
    private mutating func writeUnasked() throws(Violation) {
        let isSabotaged = sabotage == .pingFlush || sabotage == .subscribeFlush
        guard field.isConnected, settlement.fieldMayBeWritten || isSabotaged else { return }
        try writeField(field.queued.count)
    }

    // MARK: The driver

    mutating func drive() throws(Violation) {
        var turns = 0
        while let action = settlement.nextAction(at: now) {
            turns += 1
            guard turns < 10_000 else { throw Violation(description: "the driver is never done") }
            try perform(action)
        }
        guard settlement.window.map({ $0.count <= $0.limit }) ?? true else {
            throw Violation(description: "more is outstanding than the window allows")
        }
    }

    private mutating func perform(_ action: SettlementAction) throws(Violation) {
        switch action {
        case .decode(let pending, let batch): askCodecs(pending, batch)
        case .publish(let publication): try publish(publication)
        case .commit, .fetch, .unpark, .probeStore, .keepRaw: jobs.append(action)
        case .release:
            let isPartial = random.oneIn(4)
            try writeField(isPartial ? random.below(field.queued.count + 1) : field.queued.count)
            if field.wantsWrite, sabotage != .partialFlush {
                settlement.releaseBlocked()
            } else {
                settlement.released()
            }
        case .closeField: fieldEnds()
        case .closeUplink: uplinkEnds()
        }
    }

    private mutating func publish(_ publication: Publication) throws(Violation) {
        guard var link = uplink else { throw Violation(description: "a publish without an uplink") }
        let message = Int(publication.reading.id.bits)
        guard !link.isOutstanding(message) || unknownlyStored.contains(message) else {
            throw Violation(description: "message \(message) is published while it is outstanding")
        }
        guard !acknowledgedInThisLife.contains(message) || unknownlyStored.contains(message) else {
            throw Violation(description: "message \(message) is published after its PUBACK")
        }
        if case .row(let sequence) = publication.source, sabotage != .deleteBeforeAcknowledgement {
            guard store.state.rows.contains(where: { $0.sequence == sequence }) else {
                throw Violation(description: "message \(message) is published from a row that is gone")
            }
        }
        let isLate = steady - publication.reading.receivedSteadyMicroseconds > 5_000_000
        let mustSayReplayed = publication.reading.connection != link.number || isLate
        guard publication.isReplayed == mustSayReplayed else {
            throw Violation(description: "message \(message) says replayed: \(publication.isReplayed)")
        }
        if !isQuiet, random.oneIn(40) { return settlement.postponed(publication, at: now) }
        let packet = link.publish(message, reasonCode: reasonCode(for: message))
        uplink = link
        settlement.published(publication, as: packet, at: now)
        guard link.outstanding <= min(limits.uplinkWindow, link.receiveMaximum) else {
            throw Violation(description: "the server's Receive Maximum is exceeded")
        }
        if sabotage == .deleteBeforeAcknowledgement, case .row(let sequence) = publication.source {
            _ = store.apply(StoreTransaction(acknowledged: [sequence]))
        }
        if sabotage == .resendOutstanding, case .row(let sequence) = publication.source {
            settlement.drain.putBack(sequence)
        }
    }

    private mutating func reasonCode(for message: Int) -> UInt8 {
        if refusedTopics.contains(message % 5) { return 0x87 }
        if !isQuiet, random.oneIn(60) { return 0x97 }
        if !isQuiet, random.oneIn(90) { return 0x95 }
        return random.oneIn(5) ? 0x10 : 0
    }

    // MARK: The field

    private mutating func connectField() throws(Violation) {
        guard !field.isConnected, settlement.fieldIsWanted else { return }
        field.connect()
        settlement.fieldOpened()
    }

    private mutating func fieldEnds() {
        guard field.isConnected else { return }
        field.disconnect()
        settlement.fieldEnded()
    }

    private mutating func readField() throws(Violation) {
        guard field.hasInput, settlement.fieldMayBeRead else { return }
        var isDry = false
        while !isDry, settlement.fieldRoom > 0 {
            let limit = 1 + random.below(settlement.fieldRoom)
            let messages = field.read(limit: limit)
            isDry = messages.count < limit
            var arrivals = Arrivals()
            arrivals.first = now.steady
            var earlyFrames: [ArrivedFrame] = []
            for message in messages {
                arrivals.messages += 1
                if isForCodec(message), sabotage != .releaseBeforeDecode {
                    arrivals.pending.append(pending(message))
                    continue
                }
                if isForCodec(message) { continue }
                let reading = reading(of: message)
                if sabotage == .duplicateBeforeSettle { settlement.duplicates.insert(reading.id) }
                arrivals.readings.append(reading)
                let place = arrivals.readings.count - 1
                let key = UInt64(originals[message])
                let frame = ArrivedFrame(readings: place..<place + 1, counterKey: key, networkKey: nil)
                if sabotage == .frameBeforeSettle { earlyFrames.append(frame) }
                arrivals.frames.append(frame)
            }
            settlement.receive(arrivals, at: now)
            for frame in earlyFrames { settlement.frames.insert(frame, received: now.steady) }
            try drive()
        }
        settlement.closeBatch()
        if sabotage == .releaseBeforeSettle { try writeField(field.queued.count) }
    }

    func reading(of message: Int) -> OutboxReading {
        reading(of: message, at: now, connection: uplink?.number ?? 0)
    }

    func reading(of message: Int, at received: Moment, connection: Int64) -> OutboxReading {
        guard let thing = try? Slug("thing-\(message % 5)") else { preconditionFailure("a fixed slug is valid") }
        let body = body(of: message)
        return OutboxReading(
            id: ReadingID(bits: UInt64(message)),
            thing: thing,
            topic: "t\(message % 5)",
            body: body,
            replayedOffset: body.count - 5,
            received: received.wall,
            receivedSteadyMicroseconds: received.steady.microseconds,
            connection: connection
        )
    }

    /// Acknowledgements reach the field broker: each must be safe by now.
    private mutating func writeField(_ count: Int) throws(Violation) {
        for message in field.write(count) {
            let isStored = store.synced.rows.contains { $0.reading.id.bits == UInt64(message) }
            guard isStored || received[message] != nil || isQuarantined(message) || hasArrived(frameOf: message) else {
                throw Violation(description: "message \(message) is acknowledged and nowhere safe")
            }
        }
    }

    // MARK: The uplink

    private mutating func connectUplink() {
        guard uplink == nil, isQuiet || random.oneIn(3) else { return }
        connectionNumber += 1
        let link = SimulatedUplink(number: connectionNumber, receiveMaximum: 1 + random.below(10))
        uplink = link
        settlement.uplinkOpened(link.number, serverReceiveMaximum: link.receiveMaximum)
    }

    private mutating func uplinkEnds() {
        guard var link = uplink else { return }
        // Some of what was on the way arrives all the same; its PUBACK does not.
        while random.oneIn(2), let publish = link.deliver(), publish.reasonCode < 0x80, publish.message != poison {
            received[publish.message, default: 0] += 1
        }
        uplink = nil
        settlement.uplinkEnded(at: now)
    }

    private mutating func deliverUpstream() throws(Violation) {
        for _ in 0...random.below(4) {
            guard let publish = uplink?.deliver() else { return }
            if publish.message == poison { return uplinkEnds() }
            if publish.reasonCode < 0x80 { received[publish.message, default: 0] += 1 }
        }
    }

    private mutating func answerUpstream() throws(Violation) {
        for _ in 0...random.below(4) {
            guard let answer = uplink?.answer() else { return }
            if answer.reasonCode < 0x80 {
                acknowledgedUpstream.insert(answer.message)
                acknowledgedInThisLife.insert(answer.message)
            }
            settlement.acknowledged(packet: answer.packet, reasonCode: answer.reasonCode, at: now)
        }
    }

    // MARK: The store

    private mutating func runStoreJob() throws(Violation) {
        guard !jobs.isEmpty else { return }
        switch jobs.removeFirst() {
        case .commit(let transaction): try commit(transaction)
        case .fetch(let cursor, let limit, _):
            if !isQuiet, random.oneIn(40) {
                settlement.fetchFailed(at: now)
            } else {
                settlement.fetched(store.rows(after: cursor, limit: min(limit, 3)))
            }
        case .unpark(let rows):
            if !isQuiet, random.oneIn(10) { return settlement.unparkFailed(isStoreBroken: random.oneIn(2), at: now) }
            let (topics, isComplete) = store.unpark(rows, limit: 2)
            settlement.unparked(rows, topics: topics, isComplete: isComplete, store.summary, at: now)
        case .probeStore:
            settlement.storeProbed(isQuiet || random.oneIn(3) ? store.summary : nil, at: now)
        case .keepRaw(let messages): settlement.rawShelf.stored(messages.count, isKept: true)
        case .decode, .publish, .release, .closeField, .closeUplink: break
        }
    }

    private mutating func commit(_ transaction: StoreTransaction) throws(Violation) {
        for row in store.state.rows where transaction.acknowledged.contains(row.sequence) {
            let message = Int(row.reading.id.bits)
            let isQuarantined = transaction.quarantined.contains { $0.payload == row.reading.body }
            guard acknowledgedUpstream.contains(message) || isQuarantined else {
                throw Violation(description: "the row of message \(message) is deleted without its PUBACK")
            }
        }
        let fails = !isQuiet && random.oneIn(25)
        if fails {
            // A full disk rolls back; after any other failure the commit may have happened.
            let failure: Settlement.Obstacle = random.oneIn(2) ? .diskFull : .storeFailed
            if failure == .storeFailed, random.oneIn(2) { _ = store.apply(transaction) }
            for reading in transaction.readings { unknownlyStored.insert(Int(reading.id.bits)) }
            settlement.commitFailed(transaction, because: failure, at: now)
            return
        }
        let released = store.state.quarantined.filter { transaction.released.contains($0.sequence) }
        guard let receipt = store.apply(transaction) else {
            settlement.commitFailed(transaction, because: .outboxFull, at: now)
            return
        }
        settlement.committed(transaction, receipt, at: now)
        try expectReadings(of: released)
    }

    // MARK: The process

    private mutating func kill(isPowerCut: Bool) {
        if let job = jobs.first, case .commit(let transaction) = job, random.oneIn(2) {
            _ = store.apply(transaction)  // the disk was faster than the kill
        }
        if isPowerCut { store.powerCut() }
        jobs = []
        codecJobs = []
        acknowledgedInThisLife = []
        field.disconnect()
        if var link = uplink {
            while random.oneIn(2), let publish = link.deliver(), publish.reasonCode < 0x80, publish.message != poison {
                received[publish.message, default: 0] += 1
            }
        }
        uplink = nil
        settlement = Settlement(limits: limits, summary: store.summary)
        for row in store.state.rows { unknownlyStored.insert(Int(row.reading.id.bits)) }
    }
}
