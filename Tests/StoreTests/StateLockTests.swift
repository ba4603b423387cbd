import Glibc
import Store
import Testing

@Suite struct StateLockTests {
    let scratch = Scratch()

    @Test func onlyOneHoldsTheLockAndTheErrorNamesIt() throws {
        #expect(StateLock.holder(ofDirectory: scratch.path) == nil)
        do {
            let lock = try StateLock(directory: scratch.path)
            let error = #expect(throws: StoreError.self) { _ = try StateLock(directory: scratch.path) }
            #expect(error == .locked(path: scratch.path + "/lock", processID: getpid()))
            #expect(error?.isRetriable == false)
            #expect(error?.description.contains("\(getpid())") == true)
            #expect(StateLock.holder(ofDirectory: scratch.path) == getpid())
            // Having asked for the holder did not give the lock up.
            #expect(throws: StoreError.self) { _ = try StateLock(directory: scratch.path) }
            #expect(try mode(of: scratch.path + "/lock") == 0o640)
            withExtendedLifetime(lock) {}
        }
        #expect(StateLock.holder(ofDirectory: scratch.path) == nil)
        _ = try StateLock(directory: scratch.path)
    }
}
