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
        var arrivals = Arrivals()
        arrivals.first = bench.now.steady
        arrivals.messages = 1
        arrivals.readings = [bench.reading(number)]
        arrivals.raw = [message(number)]
        bench.settlement.receive(arrivals, at: bench.now)
        bench.settlement.closeBatch()
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
