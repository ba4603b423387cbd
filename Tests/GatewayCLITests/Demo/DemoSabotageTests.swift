import Observations
import Store
import TestBroker
import Testing

@testable import GatewayCLI

struct DemoSabotageTests {
    private static let now = Timestamp(microseconds: 1_795_420_800_000_000)

    private func reading(_ number: UInt64) throws -> OutboxReading {
        OutboxReading(
            id: ReadingID(bits: number),
            thing: try Slug("a"),
            topic: "ioc/v1/x/traffic/a/reading",
            body: Array("{}".utf8),
            replayedOffset: 1,
            received: DemoSabotageTests.now,
            receivedSteadyMicroseconds: 0,
            connection: 0
        )
    }

    @Test func theOlderHalfOfTheRowsIsGone() throws {
        let directory = try Scratch.makeDirectory("sabotage")
        defer { Scratch.remove(directory) }
        let store = try BufferStore(path: directory + "/buffer.db", now: DemoSabotageTests.now)
        let transaction = StoreTransaction(readings: try (1...9).map(reading))
        _ = try store.apply(transaction, now: DemoSabotageTests.now)
        try store.close()
        #expect(try DemoSabotage.deleteHalf(stateDirectory: directory) == 5)
        let rows = try BufferReader(path: directory + "/buffer.db").rows(after: nil, limit: 100)
        #expect(rows.map(\.sequence.rawValue) == [6, 7, 8, 9])
    }

    @Test func aRunningGatewayIsLeftAlone() throws {
        let directory = try Scratch.makeDirectory("sabotage")
        defer { Scratch.remove(directory) }
        let lock = try StateLock(directory: directory)
        #expect(throws: StoreError.self) { try DemoSabotage.deleteHalf(stateDirectory: directory) }
        withExtendedLifetime(lock) {}
    }
}
