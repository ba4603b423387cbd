import Observations
import Store
import Testing

@Suite struct QuarantineTests {
    let scratch = Scratch()

    func store(bytes: Int64 = 64 << 20, perDevice: Int = 20) throws -> BufferStore {
        let limits = StoreLimits(quarantineBytes: bytes, quarantinePerDevice: perDevice, reserveBytes: 0)
        return try BufferStore(path: scratch.buffer, limits: limits, now: moment())
    }

    @Test func theNewestTwentyOfAHardwareIDAreKept() throws {
        let store = try store()
        _ = try store.apply(StoreTransaction(quarantined: [poison(0, hardwareID: "other")]), now: moment())
        _ = try store.apply(StoreTransaction(quarantined: (1...15).map { poison($0) }), now: moment())
        _ = try store.apply(StoreTransaction(quarantined: (16...50).map { poison($0) }), now: moment())
        #expect(store.summary.quarantinedRows == 21)
        #expect(store.summary.quarantinedTotal == 51)
        #expect(store.summary.quarantineEvictedTotal == 30)
        let kept = try BufferReader(path: scratch.buffer).quarantined(hardwareID: "dev-1", limit: 100)
        #expect(kept.map(\.entry) == (31...50).reversed().map { poison($0) })
        #expect(
            store.summary.quarantinedBytes
                == kept.reduce(into: Int64(poison(0, hardwareID: "other").countedBytes)) {
                    $0 += Int64($1.entry.countedBytes)
                }
        )
    }

    @Test func messagesWithoutAHardwareIDAreKeptByTopic() throws {
        let store = try store(perDevice: 3)
        let first = (1...5).map { poison($0, hardwareID: nil, topic: "a/b") }
        let second = (6...7).map { poison($0, hardwareID: nil, topic: "a/c") }
        _ = try store.apply(StoreTransaction(quarantined: first + second), now: moment())
        #expect(store.summary.quarantinedRows == 5)
        let groups = try BufferReader(path: scratch.buffer).quarantineGroups(limit: 10)
        #expect(groups.map(\.count) == [2, 3])
        #expect(groups.map(\.topic) == [Array("a/c".utf8), Array("a/b".utf8)])
        #expect(groups[0].newest == second[1].received)
        #expect(groups[0].detail == "message 7")
    }

    @Test func theOldestLeaveWhenAllTogetherAreTooLarge() throws {
        let counted = Int64(poison(10, hardwareID: "dev-10", bytes: 1_000).countedBytes)
        let store = try store(bytes: counted * 4)
        _ = try store.apply(
            StoreTransaction(quarantined: (10...19).map { poison($0, hardwareID: "dev-\($0)", bytes: 1_000) }),
            now: moment()
        )
        #expect(store.summary.quarantinedRows == 4)
        #expect(store.summary.quarantinedBytes == counted * 4)
        #expect(store.summary.quarantineEvictedTotal == 6)
        let groups = try BufferReader(path: scratch.buffer).quarantineGroups(limit: 10)
        #expect(groups.map(\.hardwareID) == ["dev-19", "dev-18", "dev-17", "dev-16"])
    }

    @Test func hostileBytesAreKeptAsTheyAre() throws {
        let store = try store()
        let entry = QuarantineEntry(
            hardwareID: "a\u{0}b'; DROP TABLE outbox",
            topic: [0xFF, 0x00, 0xC3],
            payload: Array(0...255),
            received: moment(),
            reason: .malformedEnvelope,
            detail: ""
        )
        _ = try store.apply(StoreTransaction(quarantined: [entry]), now: moment())
        #expect(try BufferReader(path: scratch.buffer).quarantined(limit: 1).map(\.entry) == [entry])
        #expect(try BufferReader(path: scratch.buffer).quarantined(hardwareID: entry.hardwareID, limit: 1).count == 1)
    }

    @Test func aPersonCanRemoveMessages() throws {
        let store = try store()
        _ = try store.apply(StoreTransaction(quarantined: (1...3).map { poison($0) }), now: moment())
        let rows = try BufferReader(path: scratch.buffer).quarantined(limit: 10)
        #expect(try store.removeQuarantined([rows[0].sequence, rows[0].sequence]) == 1)
        #expect(store.summary.quarantinedRows == 2)
        #expect(store.summary.quarantineEvictedTotal == 0)
        let rest = try BufferReader(path: scratch.buffer).quarantined(before: rows[1].sequence, limit: 10)
        #expect(rest == [rows[2]])
    }
}
