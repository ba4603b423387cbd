import Glibc
import Observations
import Store
import Synchronization
import Testing

@Suite(.serialized) struct FailedDiskTests {
    let scratch = Scratch("faulty")

    @Test func afterAFailedWriteNothingIsTrustedUntilTheFileIsReopened() throws {
        try #require(FaultyDisk.isInstalled)
        let store = try BufferStore(path: scratch.buffer, now: moment())
        let sequences = try store.apply(StoreTransaction(readings: try (1...10).map { try reading($0) }), now: moment())
            .sequences
        FaultyDisk.error.store(EIO, ordering: .relaxed)
        let error = #expect(throws: StoreError.self) {
            _ = try store.apply(StoreTransaction(readings: [try reading(11)]), now: moment())
        }
        FaultyDisk.error.store(0, ordering: .relaxed)
        guard case .ioFailed = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.isRetriable == true)
        #expect(error?.needsReopening == true)
        let refusal = StoreError.needsReopening(path: scratch.buffer)
        #expect(throws: refusal) { _ = try store.apply(StoreTransaction(acknowledged: sequences), now: moment()) }
        #expect(throws: refusal) { _ = try store.rows(after: nil, limit: 1, bytes: 1) }

        let report = try store.reopen(now: moment())
        #expect(report.salvage == nil)
        #expect(report.generation == 2)
        #expect(size(of: scratch.buffer + "-wal") == 0)
        #expect(store.summary.rows == 10)
        _ = try store.apply(StoreTransaction(readings: [try reading(11)], acknowledged: [sequences[0]]), now: moment())
        #expect(store.summary.rows == 10)
    }

    @Test func reopeningFailsWhileTheDiskFailsAndCanBeTriedAgain() throws {
        try #require(FaultyDisk.isInstalled)
        let store = try BufferStore(path: scratch.buffer, now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        FaultyDisk.error.store(EIO, ordering: .relaxed)
        #expect(throws: StoreError.self) {
            _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        }
        #expect(throws: StoreError.self) { _ = try store.reopen(now: moment()) }
        #expect(throws: StoreError.needsReopening(path: scratch.buffer)) {
            _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        }
        FaultyDisk.error.store(0, ordering: .relaxed)
        _ = try store.reopen(now: moment())
        #expect(store.summary.rows == 1)
        _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        #expect(store.summary.rows == 2)
    }

    @Test func aDiskWithoutRoomIsNoReasonToReopen() throws {
        try #require(FaultyDisk.isInstalled)
        let store = try BufferStore(path: scratch.buffer, now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1)]), now: moment())
        FaultyDisk.error.store(ENOSPC, ordering: .relaxed)
        let error = #expect(throws: StoreError.self) {
            _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        }
        FaultyDisk.error.store(0, ordering: .relaxed)
        #expect(error == .diskFull(path: scratch.buffer, reserveIsHeld: true))
        _ = try store.apply(StoreTransaction(readings: [try reading(2)]), now: moment())
        #expect(store.summary.rows == 2)
    }
}
