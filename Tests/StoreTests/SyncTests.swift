import GRDB
import Observations
import Testing

@testable import Store

@Suite struct SyncTests {
    let scratch = Scratch()

    @Test func everyConnectionSyncsEveryCommit() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let pragmas = try store.withFile { file throws(StoreError) in
            try file.read { database in
                [
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try String.fetchOne(database, sql: "PRAGMA synchronous"),
                    try String.fetchOne(database, sql: "PRAGMA auto_vacuum"),
                ]
            }
        }
        #expect(pragmas == ["wal", "2", "2"])
    }

    @Test func refusesToOpenUnlessCommitsAreSynced() throws {
        let queue = try DatabaseQueue(path: scratch.buffer)
        for (sql, mode, level) in [
            ("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL", "delete", 2),
            ("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", "wal", 1),
        ] {
            let error = #expect(throws: StoreError.self) {
                try queue.writeWithoutTransaction { database in
                    try database.execute(sql: sql)
                    try SyncedDatabase.verifySync(database, path: scratch.buffer)
                }
            }
            #expect(error == .notSynchronous(path: scratch.buffer, journalMode: mode, synchronous: level))
        }
    }

    @Test func aFileOfANewerGatewayIsRefusedAndLeftAsItIs() throws {
        try BufferStore(path: scratch.buffer, now: moment()).close()
        let queue = try DatabaseQueue(path: scratch.buffer)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        let refusal = StoreError.newerSchema(path: scratch.buffer, found: 99, known: BufferSchema.schema.version)
        #expect(throws: refusal) { _ = try BufferStore(path: scratch.buffer, now: moment()) }
        #expect(throws: refusal) { _ = try BufferReader(path: scratch.buffer) }
        #expect(refusal.isRetriable == false)
        #expect(scratch.names.filter { $0.contains("damaged") }.isEmpty)
    }

    @Test func aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws {
        let queue = try DatabaseQueue(path: scratch.buffer)
        try queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE contacts (name)") }
        try queue.close()
        #expect(throws: StoreError.foreignFile(path: scratch.buffer)) {
            _ = try BufferStore(path: scratch.buffer, now: moment())
        }
        #expect(throws: StoreError.foreignFile(path: scratch.buffer)) {
            _ = try ThingRegistry(path: scratch.buffer)
        }
        #expect(scratch.names.filter { $0.contains("damaged") }.isEmpty)
    }

    @Test func whatACommitAnsweredIsInACrashImage() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        var alive: [SequenceNumber] = []
        for round in 0..<30 {
            let receipt = try store.apply(
                StoreTransaction(
                    readings: try (0..<20).map { try reading(round * 20 + $0) },
                    quarantined: [poison(round, hardwareID: "dev-\(round)")],
                    acknowledged: Array(alive.prefix(15))
                ),
                now: moment()
            )
            alive = Array(alive.dropFirst(15)) + receipt.sequences
            // What a power cut would leave: file and log as they are now, and no shared memory.
            let image = Scratch()
            try copy(scratch.buffer, to: image.buffer)
            try copy(scratch.buffer + "-wal", to: image.buffer + "-wal")
            let restarted = try BufferStore(path: image.buffer, now: moment())
            #expect(restarted.summary == store.summary)
            #expect(try restarted.rows(after: nil, limit: 1_000, bytes: 1 << 20).map(\.sequence) == alive)
        }
    }
}
