import Observations
import Store
import Testing

@Suite struct BufferReaderTests {
    let scratch = Scratch()

    @Test func readsBesideTheStoreAndAfterIt() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let sequences = try store.apply(
            StoreTransaction(readings: try (1...10).map { try reading($0, thing: $0 % 4 == 0 ? "b" : "a") }),
            now: moment()
        ).sequences
        _ = try store.apply(
            StoreTransaction(parked: [Parking(sequence: sequences[3], reason: .refused(reasonCode: 0x90))]),
            now: moment(5)
        )
        func expectAll() throws {
            let reader = try BufferReader(path: scratch.buffer)
            let backlogs = try reader.backlogs(limit: 10)
            #expect(backlogs.map(\.thing.string) == ["a", "b"])
            #expect(backlogs.map(\.rows) == [8, 2])
            #expect(backlogs.map(\.parkedRows) == [0, 1])
            #expect(backlogs.map(\.oldest) == [moment(0.001), moment(0.004)])
            #expect(try reader.backlogs(limit: 10, rowsMax: 3).map(\.rows) == [3])
            #expect(try reader.parkedTopics(limit: 5).map(\.firstSequence) == [sequences[3]])
            #expect(try reader.rows(after: sequences[7], limit: 5).map(\.sequence) == Array(sequences[8...]))
            #expect(try reader.summary() == store.summary)
        }
        try expectAll()
        let summary = store.summary
        try store.close()
        #expect(store.summary == summary)
        try expectAll()
    }

    @Test func aReaderMakesNoFile() throws {
        let error = #expect(throws: StoreError.self) { _ = try BufferReader(path: scratch.buffer) }
        #expect(error == .cannotOpen(path: scratch.buffer, message: "there is no such file"))
        #expect(scratch.names.isEmpty)
    }
}
