import Observations
import Store
import Testing

@Suite struct LimitTests {
    let scratch = Scratch()

    func store(rows: Int = 0, bytes: Int64 = 1 << 30, whenFull: StoreLimits.WhenFull) throws -> BufferStore {
        let limits = StoreLimits(maximumBytes: bytes, maximumRows: rows, whenFull: whenFull, reserveBytes: 0)
        return try BufferStore(path: scratch.buffer, limits: limits, now: moment())
    }

    @Test func backpressureRefusesTheWholeTransactionAndWritesNothing() throws {
        let store = try store(rows: 10, whenFull: .backpressure)
        _ = try store.apply(StoreTransaction(readings: try (1...8).map { try reading($0) }), now: moment())
        let before = store.summary
        let logBytes = size(of: scratch.buffer + "-wal")
        let error = #expect(throws: StoreError.self) {
            _ = try store.apply(
                StoreTransaction(readings: try (9...11).map { try reading($0) }, quarantined: [poison(1)]),
                now: moment()
            )
        }
        #expect(error == .outboxFull(rows: 8, bytes: before.bytes, limits: store.limits))
        #expect(error?.isRetriable == true)
        #expect(error?.needsReopening == false)
        #expect(store.summary == before)
        #expect(size(of: scratch.buffer + "-wal") == logBytes)
        _ = try store.apply(StoreTransaction(readings: [try reading(9), try reading(10)]), now: moment())
        #expect(store.summary.rows == 10)
    }

    @Test func theLimitInBytesIsExact() throws {
        let counted = Int64(try reading(1).countedBytes)
        let store = try store(bytes: counted * 3, whenFull: .backpressure)
        _ = try store.apply(StoreTransaction(readings: try (1...3).map { try reading($0) }), now: moment())
        #expect(throws: StoreError.self) {
            _ = try store.apply(StoreTransaction(readings: [try reading(4)]), now: moment())
        }
        #expect(store.summary.bytes == counted * 3)
    }

    @Test func acknowledgedRowsLeaveAFullOutboxAndMakeRoomInTheSameTransaction() throws {
        let store = try store(rows: 4, whenFull: .backpressure)
        let sequences = try store.apply(StoreTransaction(readings: try (1...4).map { try reading($0) }), now: moment())
            .sequences
        _ = try store.apply(
            StoreTransaction(readings: [try reading(5)], quarantined: [poison(1)], acknowledged: [sequences[0]]),
            now: moment()
        )
        #expect(store.summary.rows == 4)
        _ = try store.apply(StoreTransaction(acknowledged: [sequences[1], sequences[2]]), now: moment())
        #expect(store.summary.rows == 2)
    }

    @Test func aDuplicateNeedsNoRoom() throws {
        for whenFull in StoreLimits.WhenFull.allCases {
            let scratch = Scratch()
            let limits = StoreLimits(maximumRows: 4, whenFull: whenFull, reserveBytes: 0)
            let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
            let readings = try (1...4).map { try reading($0) }
            let first = try store.apply(StoreTransaction(readings: readings), now: moment())
            let again = try store.apply(StoreTransaction(readings: readings), now: moment())
            #expect(again.sequences == first.sequences)
            #expect(again.evicted.isEmpty)
            #expect(store.summary.droppedTotal == 0)
        }
    }

    @Test func dropOldestEvictsTheOldestThatAreNotInFlightAndSaysSo() throws {
        let store = try store(rows: 6, whenFull: .dropOldest)
        let readings = try (1...6).map { try reading($0, thing: $0 % 2 == 0 ? "even" : "odd") }
        let sequences = try store.apply(StoreTransaction(readings: readings), now: moment()).sequences
        let receipt = try store.apply(
            StoreTransaction(
                readings: try (7...9).map { try reading($0) },
                outstanding: [sequences[0], sequences[2]]
            ),
            now: moment()
        )
        #expect(receipt.evicted == [sequences[1], sequences[3], sequences[4]])
        #expect(receipt.summary.rows == 6)
        #expect(receipt.summary.droppedTotal == 3)
        let left = try store.rows(after: nil, limit: 10, bytes: 1 << 20).map(\.sequence)
        #expect(left == [sequences[0], sequences[2], sequences[5]] + receipt.sequences)
        let drops = try BufferReader(path: scratch.buffer).drops(limit: 10).sorted { $0.count > $1.count }
        #expect(
            drops == [
                DropEntry(
                    thing: try Slug("even"),
                    first: readings[1].received,
                    last: readings[3].received,
                    count: 2,
                    reason: .evicted
                ),
                DropEntry(
                    thing: try Slug("odd"),
                    first: readings[4].received,
                    last: readings[4].received,
                    count: 1,
                    reason: .evicted
                ),
            ]
        )
    }

    @Test func dropOldestByBytesEvictsNoMoreThanNeeded() throws {
        let counted = Int64(try reading(1).countedBytes)
        let store = try store(bytes: counted * 5, whenFull: .dropOldest)
        _ = try store.apply(StoreTransaction(readings: try (1...5).map { try reading($0) }), now: moment())
        let receipt = try store.apply(StoreTransaction(readings: [try reading(6)]), now: moment())
        #expect(receipt.evicted.count == 1)
        #expect(store.summary.bytes == counted * 5)
    }

    @Test func dropOldestRefusesWhenAllRowsAreInFlight() throws {
        let store = try store(rows: 2, whenFull: .dropOldest)
        let sequences = try store.apply(StoreTransaction(readings: [try reading(1), try reading(2)]), now: moment())
            .sequences
        #expect(throws: StoreError.self) {
            _ = try store.apply(
                StoreTransaction(readings: [try reading(3)], outstanding: Set(sequences)),
                now: moment()
            )
        }
        #expect(store.summary.rows == 2)
        #expect(store.summary.droppedTotal == 0)
    }
}
