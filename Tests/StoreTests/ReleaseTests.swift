import Observations
import Testing

@testable import Store

/// Quarantined messages that become readings, marks, and files of an older gateway.
@Suite struct ReleaseTests {
    let scratch = Scratch()

    func open() throws -> BufferStore {
        try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
    }

    func quarantined(_ store: BufferStore) throws -> [QuarantineRow] {
        try store.quarantined(QuarantineSelection(), after: nil, limit: 100, bytes: 1 << 20)
    }

    @Test func aReleaseAndItsReadingsAreOneTransaction() throws {
        let limits = StoreLimits(maximumBytes: 4_096, reserveBytes: 0)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        _ = try store.apply(StoreTransaction(quarantined: (1...3).map { poison($0) }), now: moment())
        let rows = try quarantined(store)
        #expect(throws: StoreError.self) {
            let tooMany = try (1...20).map { try reading($0) }
            _ = try store.apply(
                StoreTransaction(
                    readings: tooMany,
                    released: [rows[0].sequence],
                    marks: ["told": 7]
                ),
                now: moment()
            )
        }
        #expect(try quarantined(store) == rows)
        #expect(try store.mark("told") == nil)
        _ = try store.apply(
            StoreTransaction(
                readings: [try reading(1)],
                released: [rows[0].sequence, rows[0].sequence],
                rejudged: [
                    QuarantineJudgement(sequence: rows[2].sequence, reason: .wrongKey, detail: "another detail")
                ],
                marks: ["told": 8]
            ),
            now: moment()
        )
        let left = try quarantined(store)
        #expect(left.map(\.sequence) == [rows[1].sequence, rows[2].sequence])
        #expect(left[1].entry.reason == .wrongKey)
        #expect(left[1].entry.detail == "another detail")
        #expect(left[1].entry.payload == rows[2].entry.payload)
        #expect(store.summary.rows == 1)
        #expect(store.summary.quarantinedRows == 2)
        #expect(store.summary.quarantinedBytes == left.reduce(0) { $0 + Int64($1.entry.countedBytes) })
        #expect(try store.mark("told") == 8)
        #expect(try store.mark(Marks.released) == 1)
        #expect(try store.removeQuarantined([rows[1].sequence]) == 1)
        #expect(try store.mark(Marks.removed) == 1)
        try store.close()
        let again = try open()
        #expect(!again.openingReport.countedAnew)
        #expect(try again.mark("told") == 8)
    }

    @Test func aSelectionNarrowsByEachOfItsParts() throws {
        let store = try open()
        let entries = (1...6).map { poison($0, hardwareID: $0 % 2 == 0 ? "even" : nil, topic: "t\($0)") }
        _ = try store.apply(StoreTransaction(quarantined: entries), now: moment())
        let all = try quarantined(store)
        func sequences(_ selection: QuarantineSelection, after: Int? = nil, limit: Int = 9) throws -> [Int64] {
            try store.quarantined(selection, after: after.map { all[$0].sequence }, limit: limit, bytes: 1 << 20)
                .map(\.sequence.rawValue)
        }
        #expect(try sequences(QuarantineSelection()) == [1, 2, 3, 4, 5, 6])
        #expect(try sequences(QuarantineSelection(), after: 1, limit: 2) == [3, 4])
        #expect(try sequences(QuarantineSelection(hardwareIDs: ["even", "odd"])) == [2, 4, 6])
        #expect(try sequences(QuarantineSelection(hardwareIDs: ["t1"])) == [])
        #expect(try sequences(QuarantineSelection(reasons: [.wrongKey])) == [])
        #expect(try sequences(QuarantineSelection(reasons: [.undecodable, .wrongKey])) == [1, 2, 3, 4, 5, 6])
        #expect(try sequences(QuarantineSelection(sequences: [all[4].sequence, all[0].sequence])) == [1, 5])
        #expect(try sequences(QuarantineSelection(before: moment(3))) == [1, 2])
        let narrow = QuarantineSelection(hardwareIDs: ["even"], reasons: [.undecodable], before: moment(5))
        #expect(try sequences(narrow) == [2, 4])
        #expect(
            try BufferReader(path: scratch.buffer).quarantined(narrow, limit: 1).map(\.sequence) == [all[1].sequence]
        )
    }

    @Test func aFileOfAnOlderGatewayIsReadAndBroughtUpToDate() throws {
        try makeOlderFile()
        let reader = try BufferReader(path: scratch.buffer)
        #expect(try reader.summary().rows == 2)
        #expect(try reader.mark("told") == nil)
        #expect(try reader.raw(since: nil, limit: 9).isEmpty)
        let store = try open()
        #expect(store.openingReport.salvage == nil)
        #expect(store.summary.rows == 2)
        _ = try store.apply(StoreTransaction(marks: ["told": 1]), now: moment())
        #expect(try store.mark("told") == 1)
        #expect(
            try store.rows(after: nil, limit: 9, bytes: 1 << 20).map(\.reading) == [try reading(1), try reading(2)]
        )
    }

    @Test(arguments: [100, 4_096]) func aDamagedFileOfAnOlderGatewayLosesNothing(bytes: Int) throws {
        try makeOlderFile()
        try damage(scratch.buffer, at: 0, count: bytes)
        let store = try open()
        #expect(store.openingReport.salvage?.salvagedReadings == 2)
        #expect(store.summary.rows == 2)
    }

    @Test func marksAndRawMessagesAreSalvaged() throws {
        let limits = StoreLimits(rawBytes: 1 << 20, reserveBytes: 0)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1)], marks: ["told": 5]), now: moment())
        #expect(try store.keepRaw((1...5).map(message), dropping: nil).isKept)
        try store.close()
        try damage(scratch.buffer, at: 0, count: 4_096)
        let again = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        #expect(again.openingReport.salvage != nil)
        #expect(try again.mark("told") == 5)
        #expect(try again.raw(after: nil, since: nil, limit: 9, bytes: 1 << 20).map(\.message) == (1...5).map(message))
        #expect(try again.mark(Marks.rawBytes) == (1...5).reduce(0) { $0 + Int64(message($1).countedBytes) })
    }

    @Test func rawMessagesLeaveByAgeAndBySize() throws {
        let bytes = message(1).countedBytes
        let limits = StoreLimits(rawBytes: Int64(10 * bytes), reserveBytes: 0)
        let store = try BufferStore(path: scratch.buffer, limits: limits, now: moment())
        func numbers() throws -> [Double] {
            try store.raw(after: nil, since: nil, limit: 99, bytes: 1 << 20)
                .map { Double($0.message.received.microseconds(since: moment())) / 1e6 }
        }
        #expect(try store.keepRaw((1...8).map(message), dropping: nil).isKept)
        #expect(try numbers().count == 8)
        #expect(try store.keepRaw((9...14).map(message), dropping: nil).isKept)
        #expect(try numbers() == (5...14).map(Double.init))
        #expect(try store.keepRaw([], dropping: moment(12)).isComplete)
        #expect(try numbers() == [12, 13, 14])
        #expect(try store.mark(Marks.rawBytes) == Int64(3 * bytes))
        let rows = try store.raw(after: nil, since: moment(13), limit: 99, bytes: 1 << 20)
        #expect(rows.map(\.revision) == [0, 0])
        _ = try store.apply(StoreTransaction(reissued: [rows[1].sequence: 3]), now: moment())
        #expect(try store.raw(after: rows[0].sequence, since: nil, limit: 9, bytes: 1 << 20).map(\.revision) == [3])
    }

    private func message(_ number: Int) -> RawMessage {
        RawMessage(topic: Array("t".utf8), payload: [UInt8(number)], received: moment(Double(number)))
    }

    /// A file as the first version made it, with two readings.
    private func makeOlderFile() throws {
        let other = Scratch()
        let store = try BufferStore(path: other.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1), try reading(2)]), now: moment())
        try store.withFile { file throws(StoreError) in
            _ = try file.commit { database, _ in
                let tables = ["births", "injected", "raw", "marks"]
                for change in tables.map({ "DROP TABLE \($0)" }) + ["PRAGMA user_version = 1"] {
                    try DirectStatement(database, change).run()
                }
            }
            try file.checkpoint()
        }
        try copy(other.buffer, to: scratch.buffer)
    }
}
