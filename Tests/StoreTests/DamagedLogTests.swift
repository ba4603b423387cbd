import Glibc
import Observations
import Testing

@testable import Store

/// What SQLite would not tell: it ends at the first frame of a log that is wrong, and an empty file is a new one.
@Suite struct DamagedLogTests {
    private static let frameBytes = 4_096 + 24
    private let image = Scratch()

    /// The files of a store that was killed after ten transactions of 20 readings, all of them in the log.
    private func makeImage() throws {
        let scratch = Scratch()
        let store = try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        for batch in 0..<10 {
            let readings = try (1...20).map { try reading(batch * 20 + $0) }
            _ = try store.apply(StoreTransaction(readings: readings), now: moment())
        }
        for suffix in ["", "-wal", "-shm"] { try copy(scratch.buffer + suffix, to: image.buffer + suffix) }
        try copy(scratch.path + "/buffer-note", to: image.path + "/buffer-note")
    }

    private func open() throws -> BufferStore {
        try BufferStore(path: image.buffer, limits: StoreLimits(reserveBytes: 0), now: moment(7))
    }

    private func expect(_ store: BufferStore, atLeast saved: Int) throws {
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings >= saved)
        #expect(report.salvagedReadings + report.unreadableReadings == 200)
        let rows = try store.rows(after: nil, limit: 1_000, bytes: 1 << 30, includingParked: true)
        #expect(rows.count == report.salvagedReadings && store.summary.rows == rows.count)
        for row in rows { #expect(try row.reading == reading(Int(row.reading.receivedSteadyMicroseconds))) }
        let lost = try BufferReader(path: image.buffer).drops(limit: 9).filter { $0.reason == .unreadable }
        #expect(lost.map(\.count).reduce(0, +) == report.unreadableReadings)
        // The second opening finds nothing wrong.
        try store.close()
        #expect(try open().openingReport.salvage == nil)
    }

    @Test(arguments: [0, 3, 8, 20, 33]) func aFlippedBitInTheLogTakesNothingBackThatCameLater(frame: Int) throws {
        try makeImage()
        try flip(image.buffer + "-wal", at: 32 + frame * DamagedLogTests.frameBytes + 24 + 1_000)
        try expect(try open(), atLeast: 180)
    }

    @Test(arguments: [0, 5, 9, 17]) func aDamagedFrameHeaderTakesNothingBackThatCameLater(offset: Int) throws {
        try makeImage()
        try flip(image.buffer + "-wal", at: 32 + 15 * DamagedLogTests.frameBytes + offset)
        try expect(try open(), atLeast: 180)
    }

    @Test(arguments: [2, 9, 17, 25]) func aDamagedHeaderOfTheLogLosesNothing(offset: Int) throws {
        try makeImage()
        try flip(image.buffer + "-wal", at: offset)
        try expect(try open(), atLeast: 180)
    }

    @Test func aLastTransactionThatLostItsFirstFramesIsCounted() throws {
        try makeImage()
        let log = try #require(try WriteAheadLog(path: image.buffer + "-wal", pageBytes: 4_096))
        let ends = log.committed.filter { $0.pagesAfterCommit > 0 }.map(\.number)
        let (begin, end) = (ends[ends.count - 2] + 1, ends[ends.count - 1])
        try #require(end - begin >= 2)
        // The last two frames verify each other.
        for frame in begin..<end - 1 {
            try damage(image.buffer + "-wal", at: Int(log.offset(of: frame)), count: DamagedLogTests.frameBytes)
        }
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        // How many the lost frames held nobody knows: at least one.
        #expect((180..<200).contains(report.salvagedReadings) && !report.isExact)
        #expect(report.unreadableReadings > 0 && store.summary.droppedTotal == Int64(report.unreadableReadings))
    }

    @Test(arguments: [0, 20, 5_000, 60_000]) func aLogThatWasCutIsCounted(bytes: Int) throws {
        try makeImage()
        #expect(truncate(image.buffer + "-wal", off_t(bytes)) == 0)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.cause.contains("the log ends after"))
        #expect(report.unreadableReadings > 0 && !report.isExact)
        #expect(store.summary.droppedTotal == Int64(report.unreadableReadings))
    }

    @Test func aDatabaseThatWasCutToNothingIsReadFromItsLog() throws {
        try makeImage()
        #expect(truncate(image.buffer, 0) == 0)
        try expect(try open(), atLeast: 200)
    }

    @Test func aDatabaseThatIsGoneIsReadFromItsLog() throws {
        try makeImage()
        #expect(unlink(image.buffer) == 0)
        try expect(try open(), atLeast: 200)
    }

    @Test(arguments: [true, false]) func aStoreThatWasEmptiedAfterACleanStopIsCounted(isRemoved: Bool) throws {
        try makeImage()
        try open().close()
        #expect(isRemoved ? unlink(image.buffer) == 0 : truncate(image.buffer, 0) == 0)
        let store = try open()
        #expect(store.openingReport.salvage?.unreadableReadings == 200)
        #expect(store.summary.rows == 0 && store.summary.droppedTotal == 200)
        try store.close()
        #expect(try open().openingReport.salvage == nil)
    }

    @Test func whatWasUnderWayAtAPowerCutIsNoDamage() throws {
        try makeImage()
        try StoreNote(boot: "another", readings: 200).write(for: image.buffer, isSynced: false)
        let log = try #require(try WriteAheadLog(path: image.buffer + "-wal", pageBytes: 4_096))
        let last = try #require(log.frames.last).number
        try #require(log.frames[last].pagesAfterCommit > 0 && log.frames[last - 1].pagesAfterCommit == 0)
        try flip(image.buffer + "-wal", at: 32 + (last - 1) * DamagedLogTests.frameBytes + 100)
        let store = try open()
        #expect(store.openingReport.salvage == nil)
        #expect(store.summary.rows == 180)
    }

    /// A power cut tore the last transaction: the first of its frames is missing.
    private func tearTheLastTransaction() throws {
        try StoreNote(boot: "another", readings: 200).write(for: image.buffer, isSynced: false)
        let log = try #require(try WriteAheadLog(path: image.buffer + "-wal", pageBytes: 4_096))
        let commits = log.frames.indices.filter { log.frames[$0].pagesAfterCommit > 0 }
        let first = commits[commits.count - 2] + 1
        try #require(log.frames.count - first > 4)
        try flip(image.buffer + "-wal", at: 32 + first * DamagedLogTests.frameBytes + 100)
    }

    @Test func whatAPowerCutToreIsNotTakenForDamageAtAKillAfterwards() throws {
        try makeImage()
        try tearTheLastTransaction()
        let killed = Scratch()
        do {
            let store = try open()
            _ = try store.apply(StoreTransaction(readings: [try reading(201)]), now: moment())
            for suffix in ["", "-wal", "-shm"] { try copy(image.buffer + suffix, to: killed.buffer + suffix) }
            try copy(image.path + "/buffer-note", to: killed.path + "/buffer-note")
        }
        let store = try BufferStore(path: killed.buffer, limits: StoreLimits(reserveBytes: 0), now: moment(8))
        #expect(store.openingReport.salvage == nil)
        #expect(store.summary.rows == 181)
    }

    @Test func whatAPowerCutToreIsNeitherSavedNorCountedAsLost() throws {
        try makeImage()
        try tearTheLastTransaction()
        // What makes it a damaged store is a transaction before.
        try flip(image.buffer + "-wal", at: 32 + 20 * DamagedLogTests.frameBytes + 24 + 1_000)
        let store = try open()
        let report = try #require(store.openingReport.salvage)
        #expect(report.salvagedReadings >= 160)
        #expect(report.salvagedReadings + report.unreadableReadings == 180)
        let rows = try store.rows(after: nil, limit: 1_000, bytes: 1 << 30, includingParked: true)
        #expect(rows.allSatisfy { $0.reading.receivedSteadyMicroseconds <= 180 })
    }

    @Test func aNoteOfNoBootIsOfNone() {
        #expect(!StoreNote(boot: "", readings: 1).isOf(boot: ""))
        #expect(StoreNote(boot: "a", readings: 1).isOf(boot: "a"))
    }

    @Test func aNoteThatCannotBeReadRefusesNoStore() throws {
        try makeImage()
        let note = image.path + "/buffer-note"
        #expect(unlink(note) == 0 && mkdir(note, 0o700) == 0)
        defer { rmdir(note) }
        #expect(try open().summary.rows == 200)
    }

    @Test func aStoreThatWasKilledIsOpenedWithoutASalvage() throws {
        try makeImage()
        let log = try #require(try WriteAheadLog(path: image.buffer + "-wal", pageBytes: 4_096))
        #expect(log.commitsNotTaken == 0 && log.framesTaken == log.frames.count)
        #expect(try LogIndex(path: image.buffer + "-shm")?.frames == log.framesTaken)
        let store = try open()
        #expect(store.openingReport.salvage == nil && store.summary.rows == 200)
    }

    @Test func theNoteFollowsTheNumberOfReadings() throws {
        try makeImage()
        let note = try #require(StoreNote.read(for: image.buffer))
        #expect(note.boot == StoreNote.currentBoot() && (140...200).contains(note.readings))
    }
}
