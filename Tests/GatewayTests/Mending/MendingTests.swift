import Devices
import Foundation
import JSONSchema
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// Kept messages through the intake again: what becomes of each, without a store or a broker.
@Suite struct MendingTests {
    private static let heard = GatewayVersion.released.advanced(byMicroseconds: 86_400_000_000)
    private static let now = Moment(
        steady: SteadyInstant(microseconds: 500_000_000_000),
        wall: heard.advanced(byMicroseconds: 400_000_000)
    )

    private static func row(
        _ sequence: Int64,
        _ payload: String,
        topic: String = "field/x/timed-1/up",
        hardwareID: String? = "timed-1",
        reason: QuarantineReason = .unknownDevice,
        detail: String = "earlier"
    ) -> KeptMessage {
        let entry = QuarantineEntry(
            hardwareID: hardwareID,
            topic: Array(topic.utf8),
            payload: Array(payload.utf8),
            received: heard.advanced(byMicroseconds: sequence),
            reason: reason,
            detail: detail
        )
        return KeptMessage(QuarantineRow(sequence: SequenceNumber(rawValue: sequence), entry: entry))
    }

    private static func mending(
        _ task: MendingTask = .redecode(QuarantineSelection(), isTrial: false)
    ) throws -> Mending {
        Mending(task, besides: try IntakeTests.intake(), from: 10)
    }

    /// What a slice comes to; nothing when it is not an injection.
    private static func injection(of messages: KeptMessage..., by mending: inout Mending) throws -> Injection {
        let directory = try IntakeTests.directory()
        guard
            case .inject(let injection) = mending.fetched(
                KeptSlice(messages: messages, last: nil),
                directory: directory,
                at: now
            )
        else {
            Issue.record("nothing is injected")
            return Injection()
        }
        return injection
    }

    private static func report(_ mending: inout Mending) throws -> MendingReport {
        guard
            case .finish(let report) = mending.fetched(
                KeptSlice(messages: [], last: nil),
                directory: try IntakeTests.directory(),
                at: now
            )
        else {
            Issue.record("it is not finished")
            return MendingReport()
        }
        return report
    }

    @Test func readingsHaveTheIdAndTheTimesThatTheyWouldHaveHadAtFirst() throws {
        var intake = try IntakeTests.intake()
        var live = Arrivals()
        let kept = Self.row(3, #"{"ts":1795420800,"temp":31.5}"#)
        let received = Moment(steady: Self.now.steady, wall: kept.message.received)
        intake.receive(.init(topic: kept.message.topic, payload: kept.message.payload), at: received, into: &live)

        var mending = try Self.mending()
        let injection = try Self.injection(of: kept, by: &mending)
        #expect(injection.number == 11)
        #expect(injection.released.map(\.rawValue) == [3])
        let again = try #require(injection.items.first?.reading)
        let first = try #require(live.readings.first)
        #expect(again.id == first.id)
        #expect(again.body == first.body)
        #expect(again.received == first.received)
        #expect(again.connection == 0)
        #expect(String(decoding: again.replayedBody, as: UTF8.self).contains(#""replayed":true"#))
        guard case .fetch(_, let cursor, _) = mending.injected(.stored(1, duplicates: 0)) else {
            Issue.record("it does not go on")
            return
        }
        #expect(cursor?.rawValue == 3)
        let report = try Self.report(&mending)
        #expect((report.messages, report.released, report.readings, report.kept) == (1, 1, 1, 0))
    }

    /// What is in the store tells that its thing was heard; what is tried, refused or of other devices does not.
    @Test func aThingWasHeardWhenItsMessageWasReceived() throws {
        let payload = #"{"ts":1795420800,"temp":31.5}"#
        var mending = try Self.mending()
        _ = try Self.injection(
            of: Self.row(2, payload),
            Self.row(3, payload),
            Self.row(4, "nonsense"),
            Self.row(5, payload, hardwareID: "an-earlier-rule"),
            by: &mending
        )
        #expect(mending.takeHeard().isEmpty, "it is not in the store yet")
        _ = mending.injected(.stored(2, duplicates: 0))
        var heard = mending.takeHeard()
        let all = heard.take()
        #expect(all.map(\.thing.string) == ["timed-1"])
        #expect(all.map(\.received) == [Self.heard.advanced(byMicroseconds: 3)])
        #expect(mending.takeHeard().isEmpty, "it is said once")

        _ = try Self.injection(of: Self.row(6, payload), by: &mending)
        _ = mending.injected(.noRoom)
        #expect(mending.takeHeard().isEmpty)
    }

    @Test func whatStillCannotBeReadStaysWithItsNewReason() throws {
        var mending = try Self.mending()
        let injection = try Self.injection(
            of: Self.row(1, "nonsense"),
            Self.row(2, "{}", topic: "field/x/nobody/up", hardwareID: "nobody"),
            Self.row(3, #"{"temp":1}"#, topic: "field/x/lost-1/up", hardwareID: "lost-1"),
            by: &mending
        )
        #expect(injection.items.isEmpty && injection.released.isEmpty)
        #expect(injection.rejudged.map(\.sequence.rawValue) == [1, 2, 3])
        #expect(injection.rejudged.map(\.reason) == [.undecodable, .unknownDevice, .unknownModel])
        let report = try Self.report(&mending)
        #expect(report.kept == 3)
        #expect(report.reasons == ["undecodable": 1, "unknown-device": 1, "unknown-model": 1])
    }

    /// A route that is gone, or another rule for the hardware id: nothing comes out of the message, and it is not lost.
    @Test func aMessageThatSaysNothingOfItsDeviceStays() throws {
        let payload = #"{"ts":1795420800,"temp":31.5}"#
        var mending = try Self.mending()
        let injection = try Self.injection(
            of: Self.row(1, payload, topic: "elsewhere/timed-1"),
            Self.row(2, payload, hardwareID: "an-earlier-rule"),
            Self.row(3, payload),
            by: &mending
        )
        #expect(injection.released.map(\.rawValue) == [3])
        #expect(injection.rejudged.map(\.sequence.rawValue) == [1, 2])
        #expect(injection.rejudged.map(\.reason) == [.noRoute, .unknownDevice])
        #expect(injection.items.count == 1)
    }

    @Test func theSameReasonIsNotWrittenAgain() throws {
        var mending = try Self.mending()
        let first = try Self.injection(of: Self.row(1, "nonsense"), by: &mending)
        let judgement = try #require(first.rejudged.first)
        let same = Self.row(1, "nonsense", reason: judgement.reason, detail: judgement.detail)
        let step = mending.fetched(
            KeptSlice(messages: [same], last: nil),
            directory: try IntakeTests.directory(),
            at: Self.now
        )
        guard case .fetch = step else {
            Issue.record("nothing is to be committed")
            return
        }
    }

    @Test func aTrialChangesNothing() throws {
        var mending = try Self.mending(.redecode(QuarantineSelection(), isTrial: true))
        let kept = Self.row(1, #"{"ts":1795420800,"temp":31.5}"#)
        guard
            case .fetch = mending.fetched(
                KeptSlice(messages: [kept], last: nil),
                directory: try IntakeTests.directory(),
                at: Self.now
            )
        else {
            Issue.record("something is to be committed")
            return
        }
        let report = try Self.report(&mending)
        #expect(report.lines.map(\.readings) == [1])
    }

    @Test func excerptsAreNeverRead() throws {
        var mending = try Self.mending()
        let excerpt = Self.row(1, #"{"ts":1795420800,"temp":31.5}"#, reason: .tooLarge)
        guard
            case .fetch = mending.fetched(
                KeptSlice(messages: [excerpt], last: nil),
                directory: try IntakeTests.directory(),
                at: Self.now
            )
        else {
            Issue.record("it was read")
            return
        }
        #expect(try Self.report(&mending).reasons == ["too-large": 1])
    }

    @Test func aReadingThatTheUplinkRefusedGoesOutAsItIs() throws {
        var mending = try Self.mending()
        let first = try Self.injection(of: Self.row(1, #"{"ts":1795420800,"temp":31.5}"#), by: &mending)
        let reading = try #require(first.items.first?.reading)
        let refused = Self.row(
            2,
            String(decoding: reading.body, as: UTF8.self),
            topic: reading.topic,
            hardwareID: nil,
            reason: .refusedUpstream
        )
        let injection = try Self.injection(of: refused, by: &mending)
        let again = try #require(injection.items.first?.reading)
        #expect(again.id == reading.id)
        #expect(again.thing == reading.thing)
        #expect(again.topic == reading.topic)
        #expect(again.body == reading.body)
        #expect(again.replayedOffset == reading.replayedOffset)
        #expect(injection.released.map(\.rawValue) == [2])

        let other = Self.row(3, #"{"event":"swap"}"#, hardwareID: nil, reason: .refusedUpstream)
        #expect(try Self.injection(of: other, by: &mending).rejudged.map(\.sequence.rawValue) == [3])
    }

    @Test func aMessageWithoutARouteIsReadOnceThereIsOne() throws {
        var mending = try Self.mending()
        let kept = Self.row(1, #"{"ts":1795420800,"temp":31.5}"#, hardwareID: nil, reason: .noRoute)
        let injection = try Self.injection(of: kept, by: &mending)
        #expect(injection.items.count == 1)
        #expect(injection.released.map(\.rawValue) == [1])
        // Its device is known now, and not registered: it waits for it under its name.
        let unknown = Self.row(2, "{}", topic: "field/x/nobody/up", hardwareID: nil, reason: .noRoute)
        let moved = try Self.injection(of: unknown, by: &mending)
        #expect(moved.released.map(\.rawValue) == [2])
        #expect(moved.quarantined.map(\.hardwareID) == ["nobody"])
        #expect(moved.quarantined.map(\.received) == [unknown.message.received])
    }

    @Test func aReplayCountsItsRevisions() throws {
        var mending = try Self.mending(.reissue(since: nil, thing: nil, isTrial: false))
        let message = Self.row(1, #"{"ts":1795420800,"temp":31.5}"#).message
        let raw = KeptMessage(RawRow(sequence: SequenceNumber(rawValue: 4), message: message, revision: 2))
        let injection = try Self.injection(of: raw, by: &mending)
        let item = try #require(injection.items.first)
        #expect(item.isRepeat)
        #expect(try JSONValue(parsing: item.reading.body)["revision"]?.number == 3)
        #expect(try JSONSchema.reading().faults(in: JSONValue(parsing: item.reading.body)) == [])
        #expect(injection.reissued == [SequenceNumber(rawValue: 4): 3])
        #expect(injection.released.isEmpty)

        let thing = try Slug("plain-1")
        var other = try Self.mending(.reissue(since: nil, thing: thing, isTrial: false))
        guard
            case .fetch = other.fetched(
                KeptSlice(messages: [raw], last: nil),
                directory: try IntakeTests.directory(),
                at: Self.now
            )
        else {
            Issue.record("another thing's reading goes out")
            return
        }
    }

    /// What comes while it runs is not of it: under a flood it would never end.
    @Test func itEndsAtTheMessageThatWasTheNewestAtItsBeginning() throws {
        let scratch = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).db"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let store = try BufferStore(path: scratch, limits: StoreLimits(reserveBytes: 0), now: Self.heard)
        func keep(_ payload: String) throws {
            let entry = try #require(Self.row(1, payload).entry)
            _ = try store.apply(StoreTransaction(quarantined: [entry]), now: Self.heard)
        }
        for payload in ["a", "b"] { try keep(payload) }
        var mending = try Self.mending(.discard(QuarantineSelection(), by: "lan"))
        var step = mending.first
        var dropped: [SequenceNumber] = []
        for _ in 0..<10 {
            switch step {
            case .fetch(let source, let cursor, let last):
                let slice = try source.slice(in: store, after: cursor, through: last, limit: 1, bytes: 1_000)
                step = mending.fetched(slice, directory: try IntakeTests.directory(), at: Self.now)
            case .inject(let injection):
                dropped += injection.discarded
                try keep("flood")
                step = mending.injected(.stored(0, duplicates: 0))
            case .decode, .finish: break
            }
        }
        #expect(dropped.map(\.rawValue) == [1, 2])
    }

    @Test func aFullOutboxEndsItAndSaysSo() throws {
        var mending = try Self.mending()
        _ = try Self.injection(of: Self.row(1, #"{"ts":1795420800,"temp":31.5}"#), by: &mending)
        guard case .finish(let report) = mending.injected(.noRoom) else {
            Issue.record("it goes on")
            return
        }
        #expect(report.stopped?.contains("nearly full") == true)
    }

    @Test(arguments: [
        MendingTask.redecode(QuarantineSelection(), isTrial: true),
        .redecode(
            QuarantineSelection(
                hardwareIDs: ["a", "A"],
                reasons: [.wrongKey, .keyNeeded],
                sequences: [SequenceNumber(rawValue: 3)],
                before: heard
            ),
            isTrial: false
        ),
        .discard(QuarantineSelection(reasons: [.noRoute], through: SequenceNumber(rawValue: 9)), by: "lan"),
        .reissue(since: heard, thing: nil, isTrial: false),
    ])
    func aTaskIsTheSameAtBothEndsOfTheSocket(task: MendingTask) throws {
        let line = ControlSession.line(ControlRequest.mend(task))
        #expect(try JSONDecoder().decode(ControlRequest.self, from: Data(line)) == .mend(task))
    }
}
