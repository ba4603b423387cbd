import Observations
import Store
import Testing

@Suite struct PurgeTests {
    let scratch = Scratch()

    @Test func allOfAThingLeavesWithALineInTheLedger() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let readings = try (0..<6).map { try reading($0, thing: $0.isMultiple(of: 2) ? "aq-01" : "aq-02") }
        let poisons = [poison(1, hardwareID: "dev-1"), poison(2, hardwareID: "old-1"), poison(3, hardwareID: "dev-2")]
        let receipt = try store.apply(StoreTransaction(readings: readings, quarantined: poisons), now: moment())
        var purge = ThingPurge(thing: try Slug("aq-01"), hardwareIDs: ["dev-1", "old-1"])
        purge.outstanding = [receipt.sequences[2]]
        let report = try store.purge(purge)
        #expect(report.dropped == [receipt.sequences[0], receipt.sequences[4]])
        #expect(report.inFlight == 1 && report.removedFromQuarantine == 2 && report.cursor == nil)
        #expect(store.summary.rows == 4 && store.summary.quarantinedRows == 1)
        #expect(store.summary.droppedTotal == 2)
        let drops = try BufferReader(path: scratch.buffer).drops(limit: 9)
        #expect(drops.map(\.reason) == [.thingRemoved] && drops.map(\.count) == [2])
        #expect(drops[0].thing?.string == "aq-01")
        #expect(try BufferReader(path: scratch.buffer).quarantined(limit: 9).map(\.entry.hardwareID) == ["dev-2"])
        // A second one finds nothing more, and counts nothing twice.
        #expect(try store.purge(purge).dropped.isEmpty)
        #expect(store.summary.droppedTotal == 2)
    }

    @Test func aLargeOutboxIsLookedThroughInPieces() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let last = 20_050
        let readings = try (1...last).map { try reading($0, thing: $0 == 1 || $0 == last ? "aq-01" : "b", bytes: 60) }
        _ = try store.apply(StoreTransaction(readings: readings), now: moment())
        var purge = ThingPurge(thing: try Slug("aq-01"), hardwareIDs: [])
        var dropped = 0
        var pieces = 0
        repeat {
            let report = try store.purge(purge)
            (dropped, pieces, purge.cursor) = (dropped + report.dropped.count, pieces + 1, report.cursor)
        } while purge.cursor != nil
        #expect(dropped == 2 && pieces == 2)
        #expect(store.summary.rows == last - 2)
    }

    @Test func noPieceDropsMoreThanCommitsMayWaitFor() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let readings = try (1...5_001).map { try reading($0, thing: "aq-01", bytes: 60) }
        _ = try store.apply(StoreTransaction(readings: readings), now: moment())
        var purge = ThingPurge(thing: try Slug("aq-01"), hardwareIDs: [])
        let first = try store.purge(purge)
        #expect(first.dropped.count == 5_000 && first.looked == 5_000 && first.cursor?.rawValue == 5_000)
        purge.cursor = first.cursor
        let second = try store.purge(purge)
        #expect(second.dropped.count == 1 && second.cursor == nil)
    }

    // MARK: Marks

    @Test func aMarkIsWrittenWithItsTransactionAndOutlivesTheProcess() throws {
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(maximumRows: 1), now: moment())
        #expect(try store.mark("told") == nil)
        let first = StoreTransaction(readings: [try reading(1)], marks: ["told": 3])
        _ = try store.apply(first, now: moment())
        let second = StoreTransaction(readings: [try reading(2)], marks: ["told": 4])
        #expect(throws: StoreError.self) { try store.apply(second, now: moment()) }
        #expect(try store.mark("told") == 3)
        _ = try store.apply(StoreTransaction(marks: ["told": 5]), now: moment())
        try store.close()
        #expect(try BufferStore(path: scratch.buffer, now: moment()).mark("told") == 5)
    }
}
