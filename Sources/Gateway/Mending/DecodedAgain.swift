import Devices
import MQTT
import Observations
import Store

/// A kept message on its way through the intake again, and what follows from it.
struct DecodedAgain {
    let kept: KeptMessage
    private(set) var arrivals = Arrivals()
    /// The reading itself, where the uplink's broker had refused one.
    private var refused: OutboxReading?
    /// Why the message is not decoded at all.
    private var obstacle: QuarantineJudgement?
    /// Whether it was read, and carries no measurement.
    private var isWithoutReading = false

    /// Sends a message through the intake, with its time of reception.
    init(_ kept: KeptMessage, through intake: inout Intake, at now: Moment) {
        self.kept = kept
        switch kept.entry?.reason {
        case .tooLarge:
            // It may be cut: only its beginning was kept.
            obstacle = kept.entry.map { kept.judgement($0.reason, $0.detail) }
        case .refusedUpstream:
            refused = OutboxReading(refused: kept.message)
            if refused == nil { obstacle = kept.judgement(.refusedUpstream, "it is no reading that can be sent again") }
        default:
            intake.beginAgain(kept)
            let message = InboundMessage(topic: kept.message.topic, payload: kept.message.payload)
            let received = Moment(steady: now.steady(of: kept.message.received), wall: kept.message.received)
            let before = intake.counters.withoutReading
            intake.receive(message, at: received, into: &arrivals)
            isWithoutReading = intake.counters.withoutReading > before
            // What it says of other devices was settled, or has its own place in the quarantine. A message that does not
            // even come as far as its devices is a failure of this one, too.
            if let device = kept.entry?.hardwareID {
                arrivals.pending.removeAll { $0.uplink.hardwareID != device }
                arrivals.belated.removeAll { $0.message.hardwareID != device }
                arrivals.quarantined.removeAll { $0.hardwareID != nil && $0.hardwareID != device }
            }
        }
    }

    /// Takes the answers of vendors' codecs to its payloads.
    mutating func finish(_ answer: DecodeAnswer, through intake: inout Intake) {
        intake.beginAgain(kept)
        arrivals.pending.removeAll()
        let before = intake.counters.withoutReading
        intake.finish(answer, into: &arrivals)
        isWithoutReading = isWithoutReading || intake.counters.withoutReading > before
    }

    /// Adds what follows to an injection: its readings, and the end or the new reason of its place in the quarantine.
    func conclude(_ task: MendingTask, directory: DeviceDirectory, into injection: inout Injection)
        -> MendingReport.Line
    {
        var line = MendingReport.Line(
            sequence: kept.sequence.rawValue,
            hardwareID: kept.entry?.hardwareID,
            received: kept.message.received.description,
            readings: 0
        )
        let items = items(task, directory)
        line.readings = items.count
        injection.items += items
        switch kept.origin {
        case .raw(let revision):
            if !items.isEmpty { injection.reissued[kept.sequence] = revision + 1 }
            line.reason = arrivals.quarantined.first?.reason.rawValue
            line.detail = arrivals.quarantined.first?.detail
        case .quarantine(let entry):
            let failure = failure(of: entry, hasReadings: !items.isEmpty)
            // A message that was kept as a whole is kept for each device that it cannot be read for.
            let isOpened = entry.hardwareID == nil && arrivals.quarantined.contains { $0.hardwareID != nil }
            if isOpened { injection.quarantined += arrivals.quarantined }
            if let failure {
                line.reason = failure.reason.rawValue
                line.detail = failure.detail
            }
            if failure == nil || isOpened {
                injection.released.append(kept.sequence)
            } else if let failure, failure.reason != entry.reason || failure.detail != entry.detail {
                injection.rejudged.append(failure)
            }
        }
        return line
    }

    /// Why the message stays; nothing when it became readings, or was read and has none.
    private func failure(of entry: QuarantineEntry, hasReadings: Bool) -> QuarantineJudgement? {
        if let obstacle { return obstacle }
        if let found = arrivals.quarantined.first { return kept.judgement(found.reason, found.detail) }
        guard entry.hardwareID != nil, !hasReadings, !isWithoutReading else { return nil }
        return kept.judgement(entry.reason, "read again, the message says nothing of this device")
    }

    private func items(_ task: MendingTask, _ directory: DeviceDirectory) -> [Injection.Item] {
        if let refused { return [Injection.Item(reading: refused)] }
        var only: Slug?
        if let device = kept.entry?.hardwareID {
            guard let entry = directory.entry(ever: device) else { return [] }
            only = entry.thing.id
        }
        if case .reissue(_, let thing?, _) = task { only = thing }
        let isRepeat = kept.entry == nil
        var items: [Injection.Item] = []
        var frames = arrivals.frames[...]
        for (index, reading) in arrivals.readings.enumerated() {
            while let first = frames.first, first.readings.upperBound <= index { frames.removeFirst() }
            let frame = frames.first.flatMap { $0.readings.contains(index) ? $0 : nil }
            guard only == nil || reading.thing == only else { continue }
            let isFirst = frame.map { $0.readings.lowerBound == index } ?? true
            items.append(Injection.Item(reading: reading, isRepeat: isRepeat, frame: frame, isFirstOfFrame: isFirst))
        }
        return items
    }
}

extension KeptMessage {
    func judgement(_ reason: QuarantineReason, _ detail: String) -> QuarantineJudgement {
        QuarantineJudgement(sequence: sequence, reason: reason, detail: detail)
    }
}

extension OutboxReading {
    /// The reading that the uplink's broker has refused, as the quarantine has it; nothing when it is something else.
    ///
    /// Before `replayed` a reading has only names that JSON writes as they are, so the first of each member is its own.
    init?(refused message: RawMessage) {
        let body = message.payload
        func value(of member: String, until end: UInt8) -> Range<Int>? {
            let name = Array("\"\(member)\":".utf8)
            guard let start = body.firstRange(of: name)?.upperBound,
                let stop = body[start...].firstIndex(of: end)
            else { return nil }
            return start..<stop
        }
        guard let id = value(of: "id", until: UInt8(ascii: ",")), id.count == 18,
            let reading = ReadingID(hexadecimal: String(decoding: body[id].dropFirst().dropLast(), as: UTF8.self)),
            let name = value(of: "thing", until: UInt8(ascii: ",")), name.count > 2,
            let replayed = value(of: "replayed", until: UInt8(ascii: ",")),
            body[replayed].elementsEqual("false".utf8),
            let topic = String(validating: message.topic, as: UTF8.self)
        else { return nil }
        let thing: Slug
        do throws(SlugError) {
            thing = try Slug(String(decoding: body[name].dropFirst().dropLast(), as: UTF8.self))
        } catch {
            return nil
        }
        self.init(
            id: reading,
            thing: thing,
            topic: topic,
            body: body,
            replayedOffset: replayed.lowerBound,
            received: message.received,
            receivedSteadyMicroseconds: 0,
            connection: 0
        )
    }
}
