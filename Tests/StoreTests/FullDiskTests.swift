import GRDB
import Glibc
import Observations
import Synchronization
import Testing

@testable import Store

@Suite(.serialized) struct FullDiskTests {
    let scratch = Scratch()

    func setMaximumPages(_ store: BufferStore, ahead pages: Int) throws {
        try store.withFile { file throws(StoreError) in
            let all = try file.pages().all
            _ = try file.read { try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(all + pages)") }
        }
    }

    @Test func aFileThatCannotGrowRefusesReadingsAndStillDrains() throws {
        let limits = StoreLimits(reserveBytes: 0)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        let sequences = try store.apply(
            StoreTransaction(readings: try (1...500).map { try reading($0) }),
            now: moment()
        )
        .sequences
        try setMaximumPages(store, ahead: 0)
        let before = store.summary
        let error = #expect(throws: StoreError.self) {
            _ = try store.apply(
                StoreTransaction(
                    readings: try (501...999).map { try reading($0) },
                    acknowledged: [sequences[0]]
                ),
                now: moment()
            )
        }
        guard case .diskFull = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.isRetriable == true)
        #expect(error?.needsReopening == false)
        #expect(store.summary == before)
        #expect(try store.rows(after: nil, limit: 1, bytes: 1).map(\.sequence) == [sequences[0]])
        _ = try store.apply(StoreTransaction(acknowledged: Array(sequences[0..<200])), now: moment())
        _ = try store.apply(StoreTransaction(readings: try (501...550).map { try reading($0) }), now: moment())
        #expect(store.summary.rows == 350)
    }

    @Test func dropOldestLivesOnInAFileThatCannotGrow() throws {
        let limits = StoreLimits(whenFull: .dropOldest, reserveBytes: 0)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        _ = try store.apply(StoreTransaction(readings: try (1...2_000).map { try reading($0) }), now: moment())
        try setMaximumPages(store, ahead: 2)
        for round in 1...20 {
            let readings = try (0..<50).map { try reading(round * 10_000 + $0) }
            let receipt = try store.apply(StoreTransaction(readings: readings), now: moment())
            #expect(receipt.sequences.count == 50)
        }
        let summary = store.summary
        #expect(summary.droppedTotal > 0)
        #expect(Int64(summary.rows) + summary.droppedTotal == 3_000)
        #expect(
            try BufferReader(path: scratch.buffer).drops(limit: 99).reduce(into: 0) { $0 += $1.count }
                == Int(summary.droppedTotal)
        )
    }

    @Test func withoutItsReserveTheStoreTakesNoReadingButQuarantineAndLedger() throws {
        // A reserve that the file system can never hold.
        let limits = StoreLimits(reserveBytes: 1 << 50)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        #expect(!store.reserveIsHeld)
        #expect(!store.openingReport.reserveIsHeld)
        #expect(throws: StoreError.diskFull(path: scratch.buffer, reserveIsHeld: false)) {
            _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        }
        let drop = DropEntry(thing: nil, first: moment(), last: moment(), count: 1, reason: .removed)
        _ = try store.apply(StoreTransaction(quarantined: [poison(1)], drops: [drop]), now: moment())
        #expect(store.summary.quarantinedRows == 1)
        #expect(store.summary.ledgerRows == 1)
    }

    @Test(.enabled(if: getuid() == 0, "mounting needs root"))
    func onAFullFileSystemTheReserveKeepsQuarantineLedgerAndDrainGoing() throws {
        let mount = scratch.path + "/small"
        #expect(mkdir(mount, 0o755) == 0)
        try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=32m") == 0)
        defer {
            #expect(umount(mount) == 0)
            rmdir(mount)
        }
        let path = mount + "/buffer.db"
        let store = try BufferStore(path: path, now: moment())
        #expect(store.reserveIsHeld)
        #expect(size(of: path + ".reserve") == 8 << 20)
        var number = 0
        var stored = 0
        var refusal: StoreError?
        while refusal == nil {
            let readings = try (0..<100).map { try reading(number + $0) }
            number += 100
            do {
                stored += try store.apply(StoreTransaction(readings: readings), now: moment()).sequences.count
            } catch {
                refusal = error
            }
        }
        #expect(refusal == .diskFull(path: path, reserveIsHeld: true))
        #expect(store.summary.rows == stored)
        #expect(stored > 10_000)
        // Something else takes the last free byte.
        let hog = open(mount + "/hog", O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(hog, block, block.count) == block.count {}
        close(hog)

        for round in 0..<300 {
            let drop = DropEntry(thing: nil, first: moment(), last: moment(), count: 1, reason: .removed)
            _ = try store.apply(
                StoreTransaction(
                    quarantined: (0..<5).map { poison(round * 5 + $0, hardwareID: "dev-\(round)", bytes: 500) },
                    drops: [drop]
                ),
                now: moment(Double(round) / 1_000)
            )
        }
        #expect(!store.reserveIsHeld)
        #expect(store.summary.quarantinedRows == 1_500)
        #expect(store.summary.droppedTotal == 300)
        #expect(throws: StoreError.diskFull(path: path, reserveIsHeld: false)) {
            _ = try store.apply(StoreTransaction(readings: [try reading(number + 1)]), now: moment(10))
        }
        // It can be opened in this state, and the drain goes on; its space comes back, and with it the reserve.
        try store.close()
        let again = try BufferStore(path: path, now: moment(20))
        #expect(again.summary.rows == stored)
        while again.summary.rows > 0 {
            let rows = try again.rows(after: nil, limit: 1_000, bytes: 1 << 20)
            _ = try again.apply(StoreTransaction(acknowledged: rows.map(\.sequence)), now: moment(21))
        }
        while try !again.giveBackSpace(now: moment(30)).isComplete {}
        _ = try again.apply(StoreTransaction(readings: [try reading(number + 1)]), now: moment(40))
        #expect(again.reserveIsHeld)
        try again.close()
    }

    @Test(.enabled(if: getuid() == 0, "mounting needs root"))
    func onAFullFileSystemDropOldestGoesOn() throws {
        let mount = scratch.path + "/small"
        #expect(mkdir(mount, 0o755) == 0)
        try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=24m") == 0)
        defer {
            #expect(umount(mount) == 0)
            rmdir(mount)
        }
        let store = try BufferStore(
            path: mount + "/buffer.db",
            limits: StoreLimits(whenFull: .dropOldest),
            now: moment()
        )
        let rounds = 800
        for round in 0..<rounds {
            let readings = try (0..<100).map { try reading(round * 100 + $0) }
            _ = try store.apply(StoreTransaction(readings: readings), now: moment(Double(round)))
        }
        #expect(store.summary.droppedTotal > 0)
        #expect(Int64(store.summary.rows) + store.summary.droppedTotal == Int64(rounds * 100))
        try store.close()
    }
}
