import Observations
import Store
import Testing

@Suite struct ParkingTests {
    let scratch = Scratch()

    @Test func parkedRowsArePassedByUntilTheyAreUnparked() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let sequences = try store.apply(
            StoreTransaction(readings: try (1...9).map { try reading($0, topic: "t/\($0 % 3)") }),
            now: moment()
        ).sequences
        func park(_ indices: [Int], at seconds: Double) throws {
            _ = try store.apply(
                StoreTransaction(
                    parked: indices.map { Parking(sequence: sequences[$0], reason: .refused(reasonCode: 0x87)) }
                ),
                now: moment(seconds)
            )
        }
        func waiting() throws -> [Int] {
            try store.rows(after: nil, limit: 100, bytes: 1 << 20).compactMap { sequences.firstIndex(of: $0.sequence) }
        }
        try park([0, 1, 2, 3], at: 100)
        try park([4, 5], at: 200)
        #expect(try waiting() == [6, 7, 8])
        #expect(store.summary.parkedRows == 6)
        let topics = try store.parkedTopics()
        #expect(topics.map(\.topic) == ["t/1", "t/2", "t/0"])
        #expect(topics.map(\.rows) == [2, 2, 2])
        #expect(topics.map(\.firstSequence) == [sequences[0], sequences[1], sequences[2]])
        #expect(topics[0].reason == .refused(reasonCode: 0x87))
        #expect(topics[0].parked == moment(100))

        #expect(try store.unpark(.topic("t/1"), limit: 1) == [sequences[0]])
        #expect(try waiting() == [0, 6, 7, 8])
        #expect(try store.unpark(.parkedUntil(moment(199))) == [sequences[1], sequences[2], sequences[3]])
        #expect(try store.unpark(.all) == [sequences[4], sequences[5]])
        #expect(try store.unpark(.all).isEmpty)
        #expect(try waiting() == Array(0...8))
        #expect(store.summary.parkedRows == 0)
    }
}
