import Observations
import Testing

@testable import Store

@Suite struct SpaceTests {
    let scratch = Scratch()

    @Test func theFileShrinksAfterADrain() throws {
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        for round in 0..<40 {
            let readings = try (0..<1_000).map { try reading(round * 1_000 + $0) }
            _ = try store.apply(StoreTransaction(readings: readings), now: moment())
        }
        #expect(size(of: scratch.buffer) > 20_000_000)
        while store.summary.rows > 0 {
            let rows = try store.rows(after: nil, limit: 5_000, bytes: 1 << 30)
            _ = try store.apply(StoreTransaction(acknowledged: rows.map(\.sequence)), now: moment())
        }
        var steps = 0
        var report: SpaceReport
        repeat {
            report = try store.giveBackSpace(pagesMax: 1_000, now: moment())
            // A few pages that only map others go with them.
            #expect(report.pagesGivenBack <= 1_010)
            steps += 1
        } while !report.isComplete
        #expect(steps > 3)
        #expect(size(of: scratch.buffer) < 2_000_000)
        #expect(size(of: scratch.buffer + "-wal") == 0)
        _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        #expect(store.summary.rows == 1)
    }

    @Test func aFileThatIsMostlyFullIsLeftAlone() throws {
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        let sequences = try store.apply(
            StoreTransaction(readings: try (1...8_000).map { try reading($0) }),
            now: moment()
        )
        .sequences
        _ = try store.apply(StoreTransaction(acknowledged: Array(sequences.prefix(1_500))), now: moment())
        let free = try store.withFile { file throws(StoreError) in try file.pages().free }
        #expect(free > 128)
        let report = try store.giveBackSpace(now: moment())
        #expect(report == SpaceReport(pagesGivenBack: 0, freePages: free, isComplete: true))
    }
}
