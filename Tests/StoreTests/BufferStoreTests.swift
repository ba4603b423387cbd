import GRDB
import Observations
import Testing

@testable import Store

@Suite struct BufferStoreTests {
    let scratch = Scratch()

    @Test func whatWasAppliedComesBackByteForByteAndInOrder() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        var readings = try (1...50).map { try reading($0) }
        readings.append(try reading(51, topic: "ioc/v1/sở/thủy-lợi", bytes: 9_000, parked: .refused(reasonCode: 0x87)))
        let receipt = try store.apply(StoreTransaction(readings: readings), now: moment())
        let rows = try store.rows(after: nil, limit: 100, bytes: 1 << 20, includingParked: true)
        #expect(rows.map(\.reading) == readings)
        #expect(rows.map(\.sequence) == receipt.sequences)
        #expect(receipt.sequences == receipt.sequences.sorted())
        #expect(receipt.alreadyStored.allSatisfy { !$0 })
        #expect(store.summary.rows == 51)
        #expect(store.summary.parkedRows == 1)
        #expect(store.summary.bytes == readings.reduce(into: Int64(0)) { $0 += Int64($1.countedBytes) })
        #expect(store.summary.oldest == readings[0].received)
    }

    @Test func aRedeliveredMessageAddsNoRow() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let first = try store.apply(StoreTransaction(readings: [try reading(1), try reading(2)]), now: moment())
        let again = try store.apply(
            StoreTransaction(readings: [try reading(2), try reading(3), try reading(1), try reading(3)]),
            now: moment()
        )
        #expect(again.alreadyStored == [true, false, true, true])
        #expect(again.sequences[0] == first.sequences[1])
        #expect(again.sequences[2] == first.sequences[0])
        #expect(again.sequences[3] == again.sequences[1])
        #expect(store.summary.rows == 3)
        #expect(store.summary.storedTotal == 3)
        #expect(try store.rows(after: nil, limit: 10, bytes: 1 << 20).count == 3)
    }

    @Test func theSequenceOfADeletedRowIsNeverUsedAgain() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let first = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        _ = try store.apply(StoreTransaction(acknowledged: first.sequences), now: moment())
        let second = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        #expect(second.sequences[0] > first.sequences[0])
    }

    @Test func theDrainReadsAfterAPlaceUpToRowsAndBytes() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let readings = try (1...20).map { try reading($0, bytes: 1_000) }
        let sequences = try store.apply(StoreTransaction(readings: readings), now: moment()).sequences
        #expect(
            try store.rows(after: sequences[4], limit: 3, bytes: 1 << 20).map(\.sequence) == Array(sequences[5...7])
        )
        let counted = readings[0].countedBytes
        #expect(try store.rows(after: nil, limit: 20, bytes: counted * 2 + 1).count == 3)
        #expect(try store.rows(after: nil, limit: 20, bytes: 1).count == 1)
    }

    @Test func theSummaryIsTrueAfterEverythingAndAfterARestart() throws {
        var generation: Int64 = 0
        func store() throws -> BufferStore {
            let store = try BufferStore(path: scratch.buffer, now: moment())
            generation += 1
            #expect(store.openingReport.generation == generation)
            #expect(!store.openingReport.countedAnew)
            return store
        }
        var open = try store()
        let sequences = try open.apply(
            StoreTransaction(
                readings: try (1...40).map { try reading($0) },
                quarantined: (1...30).map { poison($0, hardwareID: "dev-\($0 % 2)") }
            ),
            now: moment()
        ).sequences
        _ = try open.apply(
            StoreTransaction(
                acknowledged: Array(sequences[0..<5]) + [SequenceNumber(rawValue: 9_999)],
                parked: [
                    Parking(sequence: sequences[6], reason: .refused(reasonCode: 0x87)),
                    Parking(sequence: sequences[7], reason: .refused(reasonCode: 0x87)),
                    Parking(sequence: sequences[7], reason: .refused(reasonCode: 0x90)),
                    Parking(sequence: sequences[0], reason: .refused(reasonCode: 0x87)),
                ],
                drops: [DropEntry(thing: nil, first: moment(), last: moment(), count: 3, reason: .removed)]
            ),
            now: moment()
        )
        _ = try open.apply(StoreTransaction(acknowledged: [sequences[6]]), now: moment())
        _ = try open.expire(receivedBefore: moment(0.010), excluding: [])
        let summary = open.summary
        #expect(summary.rows == 40 - 6 - 3)
        #expect(summary.parkedRows == 0)
        #expect(summary.acknowledgedTotal == 6)
        #expect(summary.droppedTotal == 6)
        #expect(summary.quarantinedRows == 30)
        #expect(summary.oldest == moment(0.010))
        try open.close()
        open = try store()
        #expect(open.summary == summary)
        #expect(try BufferReader(path: scratch.buffer).summary() == summary)
    }

    @Test func countersThatAreWrongAreCountedAnew() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        try store.withFile { file throws(StoreError) in
            try file.commit { database, _ in try database.execute(sql: "UPDATE totals SET rows = 17, bytes = 1") }
        }
        try store.close()
        let again = try BufferStore(path: scratch.buffer, now: moment())
        #expect(again.openingReport.countedAnew)
        #expect(again.summary.rows == 1)
        #expect(again.summary.bytes == Int64(try reading(1).countedBytes))
    }

    @Test func aTransactionThatFailsChangesNothing() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let sequences = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment()).sequences
        let before = store.summary
        #expect(throws: StoreError.self) {
            // A row that the table refuses comes last, after the deletion and the insertions.
            _ = try store.apply(
                StoreTransaction(readings: [try reading(2), try reading(3, topic: "")], acknowledged: sequences),
                now: moment()
            )
        }
        #expect(store.summary == before)
        #expect(try store.rows(after: nil, limit: 10, bytes: 1 << 20).map(\.sequence) == sequences)
        _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        #expect(store.summary.rows == 2)
    }

    @Test func theFilesAreNotForEverybody() throws {
        let nested = scratch.path + "/state"
        let store = try BufferStore(path: nested + "/buffer.db", now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        #expect(try mode(of: nested) == 0o750)
        for suffix in ["", "-wal", "-shm", ".reserve"] {
            #expect(try mode(of: nested + "/buffer.db" + suffix) == 0o640, "\(suffix)")
        }
        try store.close()
        removeAll(in: nested)
    }
}
