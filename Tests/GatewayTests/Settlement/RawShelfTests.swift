import Observations
import Store
import Testing

@testable import Gateway

/// Raw messages on their way to the store.
@Suite struct RawShelfTests {
    private static func message(_ number: Int, bytes: Int = 1) -> RawMessage {
        RawMessage(
            topic: Array("t".utf8),
            payload: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bytes),
            received: Timestamp(microseconds: Int64(number))
        )
    }

    private static func receive(_ number: Int, into bench: inout Bench) {
        read(number, into: &bench)
        bench.settlement.closeBatch()
    }

    private static func read(_ number: Int, into bench: inout Bench) {
        var arrivals = Arrivals()
        arrivals.first = bench.now.steady
        arrivals.messages = 1
        arrivals.readings = [bench.reading(number)]
        arrivals.raw = [ArrivedMessage(message: message(number), readings: 0..<1)]
        bench.settlement.receive(arrivals, at: bench.now)
    }

    @Test func messagesAreKeptTenSecondsAfterTheyAreSettledAndNotBefore() {
        var bench = Bench.connected()
        Self.receive(1, into: &bench)
        #expect(bench.turn() == ["publish 1"])
        #expect(bench.settlement.rawShelf.isIdle)
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        #expect(!bench.settlement.rawShelf.isIdle)
        #expect(bench.settlement.deadline() != nil)
        bench.pass(RawShelf.patience)
        #expect(bench.turn() == ["keep 1"])
        bench.answerStore()
        #expect(bench.settlement.rawShelf.isIdle)
        #expect(bench.settlement.rawShelf.dropped == 0)
    }

    @Test func aBatchThatIsGivenUpKeepsNothingAsItComesAgain() {
        var bench = Bench()
        bench.openField()
        Self.receive(1, into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.failStore()
        bench.settle()
        #expect(bench.settlement.rawShelf.isIdle)
    }

    /// After a reconnect the broker sends again what was not acknowledged.
    @Test func whatIsReceivedAgainIsKeptOnce() {
        var bench = Bench.connected()
        Self.receive(1, into: &bench)
        _ = bench.turn()
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        Self.receive(1, into: &bench)
        #expect(bench.turn() == ["release"])
        bench.pass(RawShelf.patience)
        #expect(bench.turn() == ["keep 1"])
    }

    /// Its reading is settled, so that it will be known when it comes again.
    @Test func whatIsSettledOfABatchThatIsGivenUpIsKept() {
        var bench = Bench.connected()
        Self.read(1, into: &bench)
        Self.receive(2, into: &bench)
        _ = bench.turn()
        bench.acknowledge(1)
        bench.settlement.uplinkEnded(at: bench.now)
        #expect(bench.turn() == ["commit 2"])
        bench.failStore()
        bench.settle()
        #expect(!bench.settlement.rawShelf.isIdle)
    }

    @Test func aStopKeepsWhatWaits() {
        var bench = Bench.connected()
        Self.receive(1, into: &bench)
        _ = bench.turn()
        bench.acknowledge(1)
        _ = bench.turn()
        bench.settlement.stop()
        #expect(!bench.settlement.isStopped)
        #expect(bench.turn() == ["keep 1"])
        bench.answerStore()
        #expect(bench.settlement.isStopped)
    }

    @Test func whatDoesNotFitIsCountedAndMuchDoesNotWait() {
        let now = SteadyInstant(microseconds: 0)
        var shelf = RawShelf()
        shelf.add([Self.message(1)], at: now)
        #expect(shelf.take(at: now, atOnce: false) == nil)
        shelf.add([Self.message(2, bytes: RawShelf.bytesWanted)], at: now)
        #expect(shelf.take(at: now, atOnce: false)?.count == 2)
        // The store is busy: no more than the bound waits.
        let large = Self.message(3, bytes: 1 << 20)
        shelf.add([RawMessage](repeating: large, count: 10), at: now)
        #expect(shelf.take(at: now, atOnce: true) == nil)
        #expect(shelf.dropped == 3)
        shelf.stored(2, isKept: false)
        #expect(shelf.dropped == 5)
        #expect(shelf.take(at: now, atOnce: true)?.count == 7)
    }
}
