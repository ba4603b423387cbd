import Logging
import MQTT
import Observations
import Store
import TestBroker
import Testing

@testable import Gateway

/// The store thread with a real file.
@Suite struct StoreThreadTests {
    /// A store thread on a file of its own, and the mailbox that it answers to.
    private final class Rig {
        let directory: String
        let mailbox: Mailbox
        let store: BufferStore
        let thread: StoreThread
        private var answers: [StoreAnswer] = []

        init() throws {
            directory = try Scratch.makeDirectory("store-thread")
            mailbox = Mailbox(wakeUp: try WakeUp())
            store = try BufferStore(
                path: directory + "/buffer.db",
                limits: StoreLimits(reserveBytes: 0),
                now: GatewayVersion.released
            )
            thread = StoreThread(store: store, mailbox: mailbox, logger: Logger(label: "test"))
        }

        deinit { Scratch.remove(directory) }

        /// Waits as the loop does, until so many answers have come.
        func answers(_ count: Int) throws -> [StoreAnswer] {
            while answers.count < count {
                var poller = Poller()
                poller.add(mailbox.wakeUp.fileDescriptor, .readable)
                try #require(poller.wait(timeout: .seconds(10)) == 1, "the store did not answer within 10 s")
                mailbox.wakeUp.clear()
                answers += mailbox.take().answers
            }
            return answers
        }
    }

    private static func commit(_ number: Int) -> StoreJob {
        .commit(StoreTransaction(readings: [Bench().reading(number)]), now: GatewayVersion.released)
    }

    @Test func theAnswersComeInTheOrderOfTheJobs() throws {
        let rig = try Rig()
        let now = GatewayVersion.released
        rig.thread.perform(StoreThreadTests.commit(1))
        rig.thread.perform(.fetch(after: nil, limit: 10, bytes: 1 << 20))
        rig.thread.perform(StoreThreadTests.commit(2))
        rig.thread.perform(.fetch(after: nil, limit: 10, bytes: 1 << 20))
        rig.thread.perform(.unpark(.oneOfEachTopic))
        rig.thread.perform(.expire(before: now.advanced(byMicroseconds: 86_400_000_000), excluding: []))
        rig.thread.perform(.probe(now: now))
        let answers = try rig.answers(7)
        #expect(
            answers.map(StoreThreadTests.word) == [
                "committed 1", "fetched 1", "committed 1", "fetched 2", "unparked 0 topics of 2", "expired 2",
                "probed 0",
            ]
        )
        rig.thread.stop()
    }

    @Test func oneRowOfEachRefusedTopicIsTriedAndTheOthersFollowInSlices() throws {
        let rig = try Rig()
        let readings = (1...2_004).map { number in
            Bench().reading(number, topic: number == 2_004 ? "b" : "a").parked(for: .refused(reasonCode: 0x87))
        }
        rig.thread.perform(.commit(StoreTransaction(readings: readings), now: GatewayVersion.released))
        rig.thread.perform(.unpark(.oneOfEachTopic))
        rig.thread.perform(.fetch(after: nil, limit: 5_000, bytes: 1 << 20))
        for _ in 1...2 { rig.thread.perform(.unpark(.topic("a"))) }
        let answers = try rig.answers(5)
        guard case .unparked(.oneOfEachTopic, let topics, true, let probed) = answers[1],
            case .fetched(let rows) = answers[2],
            case .unparked(.topic("a"), ["a"], false, let first) = answers[3],
            case .unparked(.topic("a"), ["a"], true, let second) = answers[4]
        else {
            Issue.record("other answers: \(answers.map(StoreThreadTests.word))")
            return
        }
        #expect(topics == ["a", "b"])
        #expect(rows.map(\.reading.id.bits) == [1, 2_004])
        #expect([probed, first, second].map(\.parkedRows) == [2_002, 2, 0])
        rig.thread.stop()
    }

    @Test func aStopPerformsWhatIsQueuedAndClosesTheStore() throws {
        let rig = try Rig()
        for number in 1...20 { rig.thread.perform(StoreThreadTests.commit(number)) }
        rig.thread.stop()
        #expect(rig.mailbox.take().answers.count == 20)
        let again = try BufferStore(path: rig.directory + "/buffer.db", now: GatewayVersion.released)
        #expect(again.summary.rows == 20)
        try again.close()
    }

    @Test func aStoreThatFailsAnswersEachJobWithItsOwnFailure() throws {
        let rig = try Rig()
        try rig.store.close()
        let now = GatewayVersion.released
        rig.thread.perform(StoreThreadTests.commit(1))
        rig.thread.perform(.fetch(after: nil, limit: 10, bytes: 1 << 20))
        rig.thread.perform(.unpark(.oneOfEachTopic))
        rig.thread.perform(.expire(before: now, excluding: []))
        rig.thread.perform(.purge(ThingPurge(thing: try Slug("a"), hardwareIDs: ["b"])))
        let answers = try rig.answers(5)
        #expect(
            answers.map(StoreThreadTests.word) == [
                "commit failed", "fetch failed", "unpark failed", "expiry failed", "purge failed",
            ]
        )
        rig.thread.stop()
    }

    private static func word(_ answer: StoreAnswer) -> String {
        switch answer {
        case .committed(_, let receipt): "committed \(receipt.sequences.count)"
        case .commitFailed: "commit failed"
        case .fetched(let rows): "fetched \(rows.count)"
        case .fetchFailed: "fetch failed"
        case .unparked(_, let topics, _, let summary): "unparked \(topics.count) topics of \(summary.rows)"
        case .unparkFailed: "unpark failed"
        case .expired(let sequences, _, _): "expired \(sequences.count)"
        case .expiryFailed: "expiry failed"
        case .purged(let report, _): "purged \(report.dropped.count)"
        case .purgeFailed: "purge failed"
        case .rawKept(let count, let isKept, _): "\(isKept ? "kept" : "dropped") \(count)"
        case .kept(let slice): "\(slice.messages.count) kept messages"
        case .keptFailed: "reading kept messages failed"
        case .probed(let summary): "probed \(summary.rows)"
        case .probeFailed: "probe failed"
        }
    }
}
