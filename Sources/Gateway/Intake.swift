import Devices
import MQTT
import Observations
import Store

/// The life of a reading, from the field broker's message to the bytes that go upstream.
///
/// ```
/// message ──Route──> envelope ──> uplink ──Registry──> thing ──Devices──> observations ──Normalise──> reading
///              │            │                   │                  │
///              └────────────┴───────────────────┴──────────────────┴──> quarantine, with the reason
/// ```
/// A payload that a vendor's codec reads goes the same way in two steps: `receive` notes it as pending, and `finish` takes
/// the codec's answer, while its batch waits.
///
/// Every message ends here as readings, as one quarantine entry, or as a counted reason why it carries none. What a message
/// says of several devices ends so for each of them.
struct Intake {
    /// The gateway's name in every reading.
    let gateway: Slug
    /// The routes, in order: the first that matches wins.
    let routes: [RouteSettings]
    /// The registered devices; swapped between batches.
    var directory: DeviceDirectory
    /// Whether the gateway's own calendar can be trusted.
    var clock: GatewayClock
    /// The uplink connection that is open, 0 when none is.
    var connection: Int64 = 0
    /// The largest payload that is decoded, in bytes.
    let payloadBytesMax: Int
    /// How much of a payload that is too large is kept.
    private static let excerptBytes = 4_096
    private var floods: FloodGuard
    /// What the envelopes remember from one message to the next.
    private(set) var memory = EnvelopeMemory()
    /// What things have taught of their compact frames.
    private(set) var formats = FormatMemory()
    /// When each thing was heard, and what it said of itself.
    var health: HealthTable
    /// Which revision the readings have, where they are issued again.
    private var revision: Int?
    /// Whether what comes was kept, and is read again.
    private var isAgain = false
    /// What became of the messages that carry no reading.
    private(set) var counters = IntakeCounters()
    /// Whether messages that become readings are kept as they were received.
    var keepsRaw = false
    /// What carries no reading, written down while somebody follows; whoever tells it takes it.
    var journal: [LiveEvent]?

    init(
        gateway: Slug,
        routes: [RouteSettings],
        directory: DeviceDirectory,
        clock: GatewayClock,
        payloadBytesMax: Int = 256 << 10,
        quarantinePerSender: Int = 20,
        health: HealthTable = HealthTable()
    ) {
        self.health = health
        self.payloadBytesMax = payloadBytesMax
        floods = FloodGuard(perSender: quarantinePerSender)
        self.gateway = gateway
        self.routes = routes
        self.directory = directory
        self.clock = clock
    }

    /// An intake beside the running one, for messages that were kept: it knows what that one knows by now.
    init(besides running: Intake) {
        self.init(
            gateway: running.gateway,
            routes: running.routes,
            directory: running.directory,
            clock: running.clock,
            payloadBytesMax: running.payloadBytesMax,
            quarantinePerSender: .max
        )
        memory = running.memory
        memory.messagesComeAgain()
        formats = running.formats
    }

    /// Knows births again that an earlier run has kept; one that no route takes any more is none.
    mutating func know(_ births: [BirthMessage], at now: Moment) {
        // When they were heard is not kept: no message from before is read by them as good.
        memory.expect(.undated)
        for birth in births {
            guard let route = routes.first(where: { $0.filter.matches(birth.topic) }) else { continue }
            do throws(EnvelopeError) {
                _ = try route.envelope.open(
                    topic: birth.topic,
                    payload: birth.payload,
                    hardwareID: route.hardwareID,
                    receivedAt: now.wall,
                    memory: &memory
                )
            } catch {
                // What cannot be opened teaches nothing: the node's data waits in quarantine, and says so.
                continue
            }
        }
        memory.messagesComeAgain()
        memory.countAnew()
    }

    /// The next message is one that was kept.
    mutating func beginAgain(_ kept: KeptMessage) {
        isAgain = true
        switch kept.origin {
        case .quarantine: revision = nil
        case .raw(let last): revision = last + 1
        }
    }

    /// Decodes one message of the batch; what it says is added to `arrivals`.
    ///
    /// `now` is different for each message of a gateway's life, so that two equal payloads without a time of their own
    /// stay two readings.
    mutating func receive(_ message: InboundMessage, at now: Moment, into arrivals: inout Arrivals) {
        arrivals.messages += 1
        arrivals.bytes += message.payload.count
        let (first, pending) = (arrivals.readings.count, arrivals.pending.count)
        // What a codec has to read is kept once it has.
        defer { if arrivals.pending.count == pending { keep(message, at: now, readings: first, &arrivals) } }
        guard message.payload.count <= payloadBytesMax else {
            let detail =
                "\(message.payload.count) bytes; at most \(payloadBytesMax) are taken, the first of them are kept"
            return quarantine(message, nil, .tooLarge, detail, now, &arrivals)
        }
        guard let route = routes.first(where: { $0.filter.matches(message.topic) }) else {
            return quarantine(message, nil, .noRoute, "no route's filter matches the topic", now, &arrivals)
        }
        guard !message.isRetained || route.acceptRetained else {
            counters.retained += 1
            return
        }

        memory.expect(hearing(at: now.wall))
        let opened: Opened
        let lastBirth = memory.sparkplug.latest
        do throws(EnvelopeError) {
            opened = try route.envelope.open(
                topic: message.topic,
                payload: message.payload,
                hardwareID: route.hardwareID,
                receivedAt: now.wall,
                memory: &memory
            )
            try route.confirm(opened, topic: message.topic, payload: message.payload)
        } catch {
            let reason = error.quarantineReason(route.hardwareID != nil)
            if reason == .identityMismatch { counters.identityMismatches += 1 }
            quarantine(message, nil, reason, "\(error)", now, &arrivals)
            // Of a birth that carries no reading the names count all the same.
            return keepBirth(message, after: lastBirth, &arrivals)
        }
        keepBirth(message, after: lastBirth, &arrivals)
        switch opened {
        case .uplink(let uplink):
            do throws(Refusal) { try decode(uplink, of: message, at: now, into: &arrivals) } catch {
                quarantine(message, uplink.hardwareID, error.reason, error.detail, now, &arrivals)
            }
        case .uplinks(let uplinks):
            // The message is kept once for each device that it cannot be read for.
            var refused: Set<String> = []
            for uplink in uplinks {
                do throws(Refusal) { try decode(uplink, of: message, at: now, into: &arrivals) } catch {
                    guard refused.insert(uplink.hardwareID).inserted else { continue }
                    quarantine(message, uplink.hardwareID, error.reason, error.detail, now, &arrivals)
                }
            }
        case .deviceEvent(let event, let hardwareID):
            counters.deviceEvents[event, default: 0] += 1
            note(hardwareID) { .device(event, $0, at: now.wall) }
        }
    }

    /// Keeps a message that was a birth: what this run knows by it, the next one must know.
    private func keepBirth(_ message: InboundMessage, after last: SparkplugBirth?, _ arrivals: inout Arrivals) {
        guard let birth = memory.sparkplug.latest, birth != last else { return }
        arrivals.births.append(BirthMessage(birth, message))
    }

    /// Why an uplink does not become a reading.
    private struct Refusal: Error {
        let reason: QuarantineReason
        let detail: String

        init(reason: QuarantineReason, detail: String) {
            self.reason = reason
            self.detail = detail
        }

        /// No thing is bound to the hardware, or none any more.
        init(unknown hardwareID: String, _ former: DeviceDirectory.Former?) {
            switch former {
            case .replaced(let thing, let moment)?:
                let detail =
                    "other hardware was bound to \(thing) on \(moment); what the old one measured since, or at a time that it "
                    + "does not tell, is no reading of it"
                self.init(reason: .replacedHardware, detail: detail)
            case .retired(let thing)?:
                let detail = "\(thing) is retired; use it again with `gateway device set \(thing) --state active`"
                self.init(reason: .unknownDevice, detail: detail)
            case nil:
                let detail =
                    "no thing is bound to this hardware id; `gateway device adopt` registers it and delivers what it sent"
                self.init(reason: .unknownDevice, detail: detail)
            }
        }
    }

    /// Finds the thing and its model, and lets the model read the payload.
    private mutating func decode(
        _ uplink: Uplink,
        of message: InboundMessage,
        at now: Moment,
        into arrivals: inout Arrivals
    ) throws(Refusal) {
        guard let entry = directory.entry(ever: uplink.hardwareID) else {
            throw Refusal(unknown: uplink.hardwareID, directory.former(uplink.hardwareID))
        }
        if let report = uplink.report {
            try take(Decoded(readings: [report]), of: uplink, for: entry, at: now, connection, into: &arrivals)
            return
        }
        if let codec = entry.codec {
            arrivals.pending.append(
                PendingDecode(
                    message: message,
                    uplink: uplink,
                    entry: entry,
                    codec: codec,
                    received: now,
                    connection: connection
                )
            )
            return
        }
        guard let model = entry.model else {
            let detail = "no model \(entry.thing.model) is known; see `gateway model list`"
            throw Refusal(reason: .unknownModel, detail: detail)
        }

        if let meter = MeterAddress.contradiction(to: uplink.hardwareID, in: uplink.payload, of: model.id) {
            counters.identityMismatches += 1
            let detail = "the telegram is of meter \(meter), and not of \(uplink.hardwareID)"
            throw Refusal(reason: .identityMismatch, detail: detail)
        }

        let decoded: Decoded
        do throws(DecodeError) {
            let context = DecodingContext(
                port: uplink.port,
                receivedAt: now.wall,
                networkTime: uplink.networkTime,
                key: entry.key?.bytes,
                formats: formats[entry.thing.id]
            )
            decoded = try model.decode(uplink.payload, context)
        } catch {
            // Why former hardware cannot be read is of no use: nobody mends it.
            if entry.tenure != nil { throw Refusal(unknown: uplink.hardwareID, directory.former(uplink.hardwareID)) }
            throw Refusal(reason: error.quarantineReason, detail: "\(error)")
        }
        if let format = decoded.learned { formats.learn(format, of: entry.thing.id) }
        try take(decoded, of: uplink, for: entry, at: now, connection, into: &arrivals)
    }

    /// Takes what was decoded; what hardware has measured after it was replaced is not taken.
    private mutating func take(
        _ decoded: Decoded,
        of uplink: Uplink,
        for entry: DeviceDirectory.Entry,
        at now: Moment,
        _ connection: Int64,
        into arrivals: inout Arrivals
    ) throws(Refusal) {
        let first = arrivals.readings.count
        normalise(decoded, of: uplink, for: entry, at: now, connection, into: &arrivals)
        guard entry.tenure == nil || arrivals.readings.count - first == decoded.readings.count else {
            throw Refusal(unknown: uplink.hardwareID, directory.former(uplink.hardwareID))
        }
    }

    /// Takes what vendors' codecs say of pending payloads; in their order it is added to `arrivals`.
    mutating func finish(_ answer: DecodeAnswer, into arrivals: inout Arrivals) {
        for (pending, outcome) in zip(answer.pending, answer.outcomes) {
            switch outcome {
            case .success(let decoded):
                let first = arrivals.readings.count
                let (message, uplink, received) = (pending.message, pending.uplink, pending.received)
                do throws(Refusal) {
                    try take(decoded, of: uplink, for: pending.entry, at: received, pending.connection, into: &arrivals)
                } catch {
                    quarantine(message, uplink.hardwareID, error.reason, error.detail, received, &arrivals)
                }
                keep(message, at: received, readings: first, &arrivals)
            case .failure(let refusal):
                let (message, sender) = (pending.message, pending.uplink.hardwareID)
                quarantine(message, sender, refusal.reason, refusal.detail, pending.received, &arrivals)
            }
        }
    }

    /// Keeps a message as it was received, if it has become readings; the parts of one message are kept together.
    private func keep(_ message: InboundMessage, at now: Moment, readings first: Int, _ arrivals: inout Arrivals) {
        guard keepsRaw, arrivals.readings.count > first else { return }
        let raw = RawMessage(topic: message.topic, payload: message.payload, received: now.wall)
        var start = first
        if let last = arrivals.raw.last, last.message == raw { start = arrivals.raw.removeLast().readings.lowerBound }
        arrivals.raw.append(ArrivedMessage(message: raw, readings: start..<arrivals.readings.count))
    }

    /// Gives each decoded reading its identity, its time and its bytes.
    mutating func normalise(
        _ decoded: Decoded,
        of uplink: Uplink,
        for entry: DeviceDirectory.Entry,
        at now: Moment,
        _ connection: Int64,
        into arrivals: inout Arrivals
    ) {
        counters.skippedFields += decoded.skippedFields
        if decoded.readings.isEmpty { counters.withoutReading += 1 }
        let hasher = ReadingIDHasher(
            thing: entry.thing.id,
            payload: uplink.identity ?? uplink.payload,
            port: uplink.port,
            frameCounter: uplink.frameCounter
        )
        let quality = uplink.quality == .good && uplink.isNamedInDoubt ? .suspect : uplink.quality
        let first = arrivals.readings.count
        var observed: Timestamp?
        for (index, raw) in decoded.readings.enumerated() {
            let measured = entry.thing.offsets.isEmpty ? raw : raw.adding(entry.thing.offsets)
            let device = measured.time ?? uplink.deviceTime
            let claimed = device ?? uplink.networkTime
            let time = TimeJudgement(device: device, network: uplink.networkTime, reception: now.wall, clock: clock)
            if let tenure = entry.tenure, !tenure.contains(time.phenomenonTime) || time.isOfAnUnsetClock { continue }
            let reading = Reading(
                id: hasher.id(index: uplink.part << 16 + index, claimedTime: claimed, reception: now.wall),
                thing: entry.thing,
                gateway: gateway,
                time: time,
                reception: now.wall,
                observations: quality == .good
                    ? measured.observations : measured.observations.map { $0.trusted(atMost: quality) },
                parameters: uplink.parameters.isEmpty ? measured.parameters : uplink.parameters + measured.parameters,
                radio: uplink.radio,
                revision: revision
            )
            observed = reading.phenomenonTime
            var body: [UInt8] = []
            let replayedOffset = reading.writeJSON(to: &body, replayed: false)
            let stored = OutboxReading(
                id: reading.id,
                thing: entry.thing.id,
                topic: entry.topic,
                body: body,
                replayedOffset: replayedOffset,
                received: now.wall,
                receivedSteadyMicroseconds: now.steady.microseconds,
                connection: connection
            )
            counters.readingBytes += Int64(stored.countedBytes)
            arrivals.readings.append(stored)
        }
        if let frame = uplink.frame(readings: first..<arrivals.readings.count) { arrivals.frames.append(frame) }
        guard entry.tenure == nil else { return }
        if observed == nil { note(uplink.hardwareID) { .withoutReading($0, at: now.wall) } }
        let said = DecodedMessage(uplink, decoded.readings, observed: observed)
        if isAgain {
            arrivals.belated.append(BelatedHearing(thing: entry.thing.id, message: said, received: now.wall))
        } else if !health.heard(entry.thing.id, said, at: now), meet(entry.thing.hardwareID, at: now) {
            health.heard(entry.thing.id, said, at: now)
        }
    }

    /// The table follows a large change of the registry piece by piece: a thing that is heard meanwhile is not missed.
    ///
    /// What waited for a codec may be of a thing that is gone by now.
    private mutating func meet(_ hardwareID: String, at now: Moment) -> Bool {
        guard let entry = directory[hardwareID] else { return false }
        health.take(present: [entry], gone: [], at: now)
        return true
    }

    private func hearing(at received: Timestamp) -> SparkplugHearing {
        if isAgain { return .again(received) }
        return clock.isTrusted(at: received) ? .live(received) : .undated
    }

    /// Messages come again that were read before: nothing that was seen counts as seen.
    mutating func messagesComeAgain() { memory.messagesComeAgain() }

    /// A batch was given up: what belongs into quarantine comes again, and has its share of it again.
    mutating func batchGivenUp() {
        floods.reset()
        messagesComeAgain()
    }

    /// Writes an event down while somebody follows.
    private mutating func note(_ hardwareID: String, _ event: (LiveSender) -> LiveEvent) {
        guard journal != nil else { return }
        let event = event(sender(hardwareID))
        journal?.append(event)
    }

    private func sender(_ hardwareID: String?) -> LiveSender {
        LiveSender(hardwareID: hardwareID, thing: hardwareID.flatMap { directory[$0]?.thing })
    }

    private mutating func quarantine(
        _ message: InboundMessage,
        _ hardwareID: String?,
        _ reason: QuarantineReason,
        _ detail: String,
        _ now: Moment,
        _ arrivals: inout Arrivals
    ) {
        let sender = sender(hardwareID)
        if let thing = sender.thing, !isAgain {
            let failure = LastHeard.Failure(reason: reason, detail: detail, time: now.wall)
            let hardwareID = hardwareID ?? thing.hardwareID
            if !health.failed(thing.id, failure, from: hardwareID, at: now), meet(hardwareID, at: now) {
                health.failed(thing.id, failure, from: hardwareID, at: now)
            }
        }
        guard floods.admits(hardwareID ?? String(decoding: message.topic, as: UTF8.self), at: now.steady) else {
            counters.floods += 1
            return
        }
        let isExcerpt = message.payload.count > payloadBytesMax
        let entry = QuarantineEntry(
            hardwareID: hardwareID,
            topic: message.topic,
            payload: isExcerpt ? Array(message.payload.prefix(Intake.excerptBytes)) : message.payload,
            received: now.wall,
            reason: reason,
            detail: detail
        )
        arrivals.quarantined.append(entry)
        journal?.append(.quarantined(entry, sender))
    }
}

extension EnvelopeError {
    /// Without a hardware id where the route's rule looks for it, or malformed in itself.
    fileprivate func quarantineReason(_ isNamedByRule: Bool) -> QuarantineReason {
        switch self {
        case .missingTopicLevel, .invalidHardwareID: .noHardwareID
        case .missingMember where isNamedByRule: .noHardwareID
        case .birthNeeded: .missingBirth
        case .contradictingIDs, .unconfirmedID: .identityMismatch
        default: .malformedEnvelope
        }
    }
}

extension DecodeError {
    /// A key that is missing or wrong can be mended; it stands out among what cannot be decoded.
    fileprivate var quarantineReason: QuarantineReason {
        switch self {
        case .keyNeeded: .keyNeeded
        case .wrongKey: .wrongKey
        default: .undecodable
        }
    }
}

extension BirthMessage {
    fileprivate init(_ birth: SparkplugBirth, _ message: InboundMessage) {
        self.init(node: birth.node, device: birth.device, topic: message.topic, payload: message.payload)
    }
}
