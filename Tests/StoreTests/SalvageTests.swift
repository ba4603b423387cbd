import GRDB
import Glibc
import Observations
import Testing

@testable import Store

@Suite struct SalvageTests {
    static let pageBytes = 4_096
    let scratch = Scratch()

    /// A closed file with so many readings, five of them parked, three quarantined messages and two ledger lines.
    func makeFile(_ count: Int) throws {
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        _ = try store.apply(
            StoreTransaction(
                readings: try (1...count).map {
                    try reading($0, parked: $0 <= 5 ? .refused(reasonCode: 0x87) : nil)
                },
                quarantined: (1...3).map { poison($0) },
                drops: [
                    DropEntry(thing: try Slug("a"), first: moment(), last: moment(), count: 4, reason: .evicted),
                    DropEntry(thing: nil, first: moment(), last: moment(), count: 6, reason: .removed),
                ]
            ),
            now: moment()
        )
        try store.close()
        #expect(size(of: scratch.buffer + "-wal") == 0)
    }

    func open() throws -> BufferStore {
        try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment(7))
    }

    /// Every row that is there is as it was stored.
    func expectOriginals(_ store: BufferStore) throws {
        var after: SequenceNumber?
        var count = 0
        while true {
            let rows = try store.rows(after: after, limit: 1_000, bytes: 1 << 30, includingParked: true)
            guard let last = rows.last else { break }
            for row in rows {
                let number = Int(row.reading.receivedSteadyMicroseconds)
                let original = try reading(number, parked: number <= 5 ? .refused(reasonCode: 0x87) : nil)
                #expect(row.reading == original)
                #expect(row.sequence.rawValue == Int64(number))
            }
            count += rows.count
            after = last.sequence
        }
        #expect(count == store.summary.rows)
    }

    @Test(arguments: [16, 100, 4_096]) func aDamagedBeginningLosesNothing(bytes: Int) throws {
        try makeFile(3_000)
        try damage(scratch.buffer, at: 0, count: bytes)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings == 3_000)
        #expect(report.unreadableReadings == 0)
        #expect(report.isExact)
        #expect(report.salvagedQuarantined == 3)
        #expect(report.salvagedDrops == 2)
        #expect(report.damagedPath == scratch.buffer + ".damaged-20261123T080007Z")
        #expect(scratch.names.contains("buffer.db.damaged-20261123T080007Z"))
        #expect(store.summary.rows == 3_000)
        #expect(store.summary.parkedRows == 5)
        #expect(store.summary.droppedTotal == 10)
        #expect(store.summary.storedTotal == 3_000)
        try expectOriginals(store)
    }

    @Test func unreadableRowsAreCountedInTheReportAndInTheLedger() throws {
        try makeFile(3_000)
        let pages = size(of: scratch.buffer) / SalvageTests.pageBytes
        for page in [pages / 3, pages / 2, pages / 2 + 1] {
            try damage(scratch.buffer, at: page * SalvageTests.pageBytes, count: SalvageTests.pageBytes)
        }
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.isExact)
        #expect(report.salvagedReadings > 2_900)
        #expect(report.unreadableReadings > 0)
        #expect(report.salvagedReadings + report.unreadableReadings == 3_000)
        try expectOriginals(store)
        let lost = try BufferReader(path: scratch.buffer).drops(limit: 9).filter { $0.reason == .unreadable }
        #expect(lost.map(\.count) == [report.unreadableReadings])
        #expect(store.summary.droppedTotal == Int64(10 + report.unreadableReadings))

        // No new reading gets the place of one that was lost.
        let next = try store.apply(StoreTransaction(readings: [try reading(9_999)]), now: moment()).sequences[0]
        #expect(next.rawValue > 3_000 + Salvage.sequenceGap - 1)
        // The second opening finds nothing wrong.
        try store.close()
        let again = try open()
        #expect(again.openingReport.salvage == nil)
        #expect(!again.openingReport.countedAnew)
    }

    @Test(arguments: 1...40) func whateverPagesAreDamagedTheGatewayStartsAndTheAccountIsRight(seed: Int) throws {
        try makeFile(1_500)
        let pages = size(of: scratch.buffer) / SalvageTests.pageBytes
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(below))
        }
        for _ in 0...random(6) {
            try damage(
                scratch.buffer,
                at: random(pages) * SalvageTests.pageBytes + random(2) * random(3_000),
                count: 1 + random(1_000)
            )
        }
        let store = try open()
        if let report = store.openingReport.salvage, report.isExact {
            #expect(report.salvagedReadings + report.unreadableReadings == 1_500)
            #expect(store.summary.rows == report.salvagedReadings)
        }
        _ = try store.apply(StoreTransaction(readings: [try reading(99_999)]), now: moment())
        let rows = try store.rows(after: nil, limit: 10_000, bytes: 1 << 30, includingParked: true)
        #expect(rows.count == store.summary.rows)
    }

    /// Pages 2 and 3 are the first that tables begin at: the root of the outbox is one of them.
    @Test(arguments: [2, 3, 4, 5]) func rowsThatNoTreeLeadsToAreFoundInTheirPages(page: Int) throws {
        try makeFile(3_000)
        var zeros = [UInt8](repeating: 0, count: SalvageTests.pageBytes)
        let file = Glibc.open(scratch.buffer, O_WRONLY)
        #expect(pwrite(file, &zeros, zeros.count, off_t((page - 1) * zeros.count)) == zeros.count)
        close(file)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings + report.unreadableReadings == 3_000)
        #expect(report.salvagedReadings > 2_900)
        try expectOriginals(store)
    }

    @Test func longRowsAreFoundWithThePagesThatTheyOverflowInto() throws {
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        let readings = try (1...40).map { try reading($0, bytes: $0 * 500) }
        _ = try store.apply(StoreTransaction(readings: readings), now: moment())
        try store.close()
        let fresh = Scratch()
        let target = try SyncedDatabase.open(path: fresh.buffer, schema: BufferSchema.schema)
        let found = try target.write { try PageScan(path: scratch.buffer).recover(into: $0, limit: 1_000) }
        #expect(found.count == 40 && found.highest == 40)
        try target.close()
        let rows = try BufferStore(path: fresh.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
            .rows(after: nil, limit: 100, bytes: 1 << 30, includingParked: true)
        #expect(rows.map(\.reading) == readings)
    }

    @Test func whatAPersonHasAddedIsNoDamage() throws {
        try makeFile(100)
        let queue = try DatabaseQueue(path: scratch.buffer)
        try queue.write { try $0.execute(sql: "ANALYZE; CREATE INDEX by_hand ON outbox (thing)") }
        try queue.close()
        let store = try open()
        #expect(store.openingReport.salvage == nil && store.summary.rows == 100)
    }

    @Test func whatWasAcknowledgedIsNotTakenForWhatIsMissing() throws {
        try makeFile(3_000)
        var store = try open()
        let young = (1_501...3_000).map { SequenceNumber(rawValue: $0) }
        _ = try store.apply(StoreTransaction(acknowledged: young), now: moment())
        try store.close()
        // The table's root is gone; its leaves are there, and so are the free pages that held the youngest rows.
        let root = try DatabaseQueue(path: scratch.buffer).read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'")
        }
        try damage(scratch.buffer, at: (try #require(root) - 1) * SalvageTests.pageBytes, count: SalvageTests.pageBytes)
        store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings == 1_500 && report.unreadableReadings == 0)
        let rows = try store.rows(after: nil, limit: 5_000, bytes: 1 << 30, includingParked: true)
        #expect(rows.map(\.sequence.rawValue) == Array(1...1_500))
    }

    @Test func aTruncatedFileIsSalvaged() throws {
        try makeFile(3_000)
        #expect(truncate(scratch.buffer, off_t(size(of: scratch.buffer) / 2 + 100)) == 0)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings > 1_000)
        #expect(report.salvagedReadings + report.unreadableReadings == 3_000)
        try expectOriginals(store)
    }

    @Test func whatIsOnlyInTheLogIsSavedToo() throws {
        try makeFile(500)
        let image = Scratch()
        let store = try open()
        _ = try store.apply(StoreTransaction(readings: try (501...600).map { try reading($0) }), now: moment())
        try copy(scratch.buffer, to: image.buffer)
        try copy(scratch.buffer + "-wal", to: image.buffer + "-wal")
        try damage(image.buffer, at: 20 * SalvageTests.pageBytes, count: SalvageTests.pageBytes)
        let salvaged = try BufferStore(path: image.buffer, limits: StoreLimits(reserveBytes: 0), now: moment(7))
        let report = try #require(salvaged.openingReport.salvage)
        #expect(report.salvagedReadings + report.unreadableReadings == 600)
        try expectOriginals(salvaged)
        let last = try salvaged.rows(after: SequenceNumber(rawValue: 599), limit: 10, bytes: 1 << 20)
        #expect(last.map(\.reading) == [try reading(600)])
    }

    @Test func aSalvageThatAPowerCutEndedGoesOnAtTheNextStart() throws {
        try makeFile(800)
        // After the first rename only: the log still has its old name, and the new file was begun.
        let store = try open()
        _ = try store.apply(StoreTransaction(readings: [try reading(801)]), now: moment())
        let image = Scratch()
        try copy(scratch.buffer, to: image.buffer + ".damaged-20260101T000000Z")
        try copy(scratch.buffer + "-wal", to: image.buffer + "-wal")
        try copy(scratch.buffer, to: image.buffer + ".salvage")
        try damage(image.buffer + ".salvage", at: 0, count: 50_000)
        let resumed = try BufferStore(path: image.buffer, limits: StoreLimits(reserveBytes: 0), now: moment(7))
        let report = try #require(resumed.openingReport.salvage)
        #expect(report.salvagedReadings == 801)
        #expect(report.unreadableReadings == 0)
        try expectOriginals(resumed)
        #expect(!image.names.contains { $0.contains("salvage") })
    }

    @Test func damageThatIsFoundLaterIsSalvagedByReopening() throws {
        let count = 40_000
        try makeFile(count)
        #expect(Int64(size(of: scratch.buffer)) > BufferFile.wholeCheckBytes)
        let pages = size(of: scratch.buffer) / SalvageTests.pageBytes
        try damage(scratch.buffer, at: pages / 2 * SalvageTests.pageBytes, count: SalvageTests.pageBytes)
        // A big file is not read through at opening.
        let store = try open()
        #expect(store.openingReport.salvage == nil)
        var error: StoreError?
        var after: SequenceNumber?
        do {
            while let last = try store.rows(after: after, limit: 1_000, bytes: 1 << 30, includingParked: true).last {
                after = last.sequence
            }
        } catch let failure {
            error = failure
        }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.needsReopening == true)
        #expect(throws: StoreError.needsReopening(path: scratch.buffer)) {
            _ = try store.apply(StoreTransaction(quarantined: [poison(1)]), now: moment())
        }
        let report = try #require(try store.reopen(now: moment(9)).salvage)
        #expect(report.unreadableReadings > 0)
        #expect(report.salvagedReadings + report.unreadableReadings == count)
        try expectOriginals(store)
    }

    @Test func onlyTheNewestDamagedFilesAreKept() throws {
        try makeFile(10)
        for round in 1...5 {
            try damage(scratch.buffer, at: 0, count: 16)
            let store = try BufferStore(
                path: scratch.buffer,
                limits: StoreLimits(reserveBytes: 0),
                now: moment(Double(round) * 60)
            )
            #expect(store.summary.rows == 10)
            try store.close()
        }
        let kept = scratch.names.filter { $0.contains("damaged") && $0.hasSuffix("Z") }
        #expect(
            kept == [
                "buffer.db.damaged-20261123T080300Z", "buffer.db.damaged-20261123T080400Z",
                "buffer.db.damaged-20261123T080500Z",
            ]
        )
    }

    /// One flipped bit in the name of a table, of an index or of a column: opening names some of them, a commit others, no one the rest.
    @Test(arguments: [
        "dropped_total", "replayed_offset", "CREATE TABLE outbox", "tablequarantine", "indexoutbox_parked",
        "counted > 0",
        "CREATE TABLE births", ") STRICT",
    ])
    func aDamagedDescriptionOfATableLosesNothing(text: String) throws {
        try makeFile(300)
        let place = try #require(scratch.firstPage.firstRange(of: Array(text.utf8))?.lowerBound)
        try flip(scratch.buffer, at: place + 1)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings == 300 && report.unreadableReadings == 0)
        #expect(report.salvagedQuarantined == 3 && report.salvagedDrops == 2)
        try expectOriginals(store)
        _ = try store.apply(StoreTransaction(readings: [try reading(301)], quarantined: [poison(9)]), now: moment(8))
        try store.close()
        #expect(try open().openingReport.salvage == nil)
    }

    /// A tree that leads back to its first rows before a page that cannot be read: each probe would read them again.
    @Test func aTreeThatLeadsBackIsWalkedOnce() throws {
        try makeFile(3_000)
        let queue = try DatabaseQueue(path: scratch.buffer)
        let root = try queue.read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'")
        }
        try queue.close()
        let start = try (#require(root) - 1) * SalvageTests.pageBytes
        let page = try read(scratch.buffer, at: start, count: SalvageTests.pageBytes)
        // An interior page of a table: cells are listed from byte 12 on, each begins with its child's number.
        func number16(_ place: Int) -> Int { Int(page[place]) * 256 + Int(page[place + 1]) }
        let isInterior: Bool = page[0] == 5
        try #require(isInterior && number16(3) > 40)
        func child(_ index: Int) -> Int { number16(12 + 2 * index) }
        func number(_ index: Int) -> [UInt8] { Array(page[child(index)..<child(index) + 4]) }
        try write(number(0), to: scratch.buffer, at: start + child(2))
        for index in 3..<20 { try write([0, 0xFF, 0xFF, 0xFF], to: scratch.buffer, at: start + child(index)) }
        let source = try DatabaseQueue(path: scratch.buffer)
        let target = try SyncedDatabase.open(path: scratch.path + "/target.db", schema: BufferSchema.schema)
        try target.writeWithoutTransaction { target in
            try source.unsafeRead { source in
                var outbox = SalvagedTable(source: source, target: target, table: .outbox)
                try outbox.copy(upTo: 3_000)
                // Each row that is read again is refused, and counted.
                #expect(outbox.copied > 2_000 && outbox.unreadable < 1_000, "\(outbox.copied), \(outbox.unreadable)")
            }
        }
        try target.close()
        try source.close()
        let report = try #require(try open().openingReport.salvage)
        #expect(report.salvagedReadings > 2_000 && report.salvagedReadings + report.unreadableReadings == 3_000)
    }

    @Test func theTablesFitTheFirstPage() throws {
        try makeFile(1)
        // Byte 100 is the type of the first page: 13 is a leaf, all tables in one page.
        #expect(scratch.firstPage[100] == 13)
    }
}
