import Observations
import Testing

@testable import Store

@Suite struct TopicProbeTests {
    @Test func oneRowOfEachTopicHasAnotherTurnAndTheTopicRefusedLastComesLast() throws {
        let scratch = Scratch()
        let store = try BufferStore(path: scratch.path + "/buffer.db", now: Timestamp(microseconds: 1))
        func park(_ number: UInt64, _ topic: String, at moment: Int64) throws {
            let body = Array("{}".utf8)
            let reading = OutboxReading(
                id: ReadingID(bits: number),
                thing: try Slug("thing"),
                topic: topic,
                body: body,
                replayedOffset: 0,
                received: Timestamp(microseconds: moment),
                receivedSteadyMicroseconds: 0,
                connection: 0,
                parked: .refused(reasonCode: 0x87)
            )
            _ = try store.apply(StoreTransaction(readings: [reading]), now: Timestamp(microseconds: moment))
        }
        try park(1, "a", at: 1_700_000_000_000_000)
        try park(2, "b", at: 1_700_000_001_000_000)
        try park(3, "b", at: 1_700_000_002_000_000)
        try park(4, "a", at: 1_700_000_003_000_000)

        #expect(try store.unparkOneOfEachTopic(limit: 1) == ["b"])
        #expect(store.summary.parkedRows == 3)
        #expect(try store.unparkOneOfEachTopic(limit: 8) == ["b", "a"])
        #expect(store.summary.parkedRows == 1)
        #expect(try store.rows(after: nil, limit: 8, bytes: 1 << 20).map(\.reading.id.bits) == [1, 2, 3])
    }
}
