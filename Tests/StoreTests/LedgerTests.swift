import Observations
import Store
import Testing

@Suite struct LedgerTests {
    let scratch = Scratch()

    func drop(_ thing: String?, _ first: Double, _ last: Double, _ count: Int, _ reason: DropReason) throws -> DropEntry
    {
        DropEntry(
            thing: try thing.map { try Slug($0) },
            first: moment(first),
            last: moment(last),
            count: count,
            reason: reason
        )
    }

    @Test func dropsOfOneThingAndReasonGrowTogetherUntilAPauseOfAnHour() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        for entry in [
            try drop("a", 10, 20, 2, .evicted), try drop("a", 3_600, 3_610, 3, .evicted),
            try drop("a", 30, 30, 1, .expired), try drop("b", 15, 15, 1, .evicted),
            try drop("a", 9_000, 9_000, 4, .evicted), try drop(nil, 5, 5, 7, .removed),
            try drop(nil, 6, 6, 1, .removed),
        ] {
            _ = try store.apply(StoreTransaction(drops: [entry]), now: moment())
        }
        let lines = try BufferReader(path: scratch.buffer).drops(limit: 10)
        #expect(
            lines == [
                try drop(nil, 5, 6, 8, .removed), try drop("a", 9_000, 9_000, 4, .evicted),
                try drop("b", 15, 15, 1, .evicted), try drop("a", 30, 30, 1, .expired),
                try drop("a", 10, 3_610, 5, .evicted),
            ]
        )
        #expect(store.summary.droppedTotal == 19)
        #expect(store.summary.ledgerRows == 5)
    }

    @Test func theLedgerIsBoundedByMergingAndItsSumStays() throws {
        let store = try BufferStore(
            path: scratch.buffer,
            limits: StoreLimits(ledgerRows: 64, reserveBytes: 0),
            now: moment()
        )
        var sum: Int64 = 0
        for number in 0..<300 {
            let entry = try drop("thing-\(number)", Double(number), Double(number), 1 + number % 3, .evicted)
            sum += Int64(entry.count)
            _ = try store.apply(StoreTransaction(drops: [entry]), now: moment())
            #expect(store.summary.ledgerRows <= 64)
        }
        #expect(store.summary.droppedTotal == sum)
        let lines = try BufferReader(path: scratch.buffer).drops(limit: 1_000)
        #expect(lines.count == store.summary.ledgerRows)
        #expect(lines.reduce(into: 0) { $0 += $1.count } == Int(sum))
        #expect(lines.contains { $0.thing == nil && $0.first == moment(0) })
        #expect(lines.contains { $0.thing?.string == "thing-299" })
    }
}
