import Observations
import Store
import Testing

@testable import Gateway

/// The drain on its own.
@Suite struct DrainTests {
    private static let now = SteadyInstant(microseconds: 7)

    private static func rows(_ numbers: some Sequence<Int>) -> [OutboxRow] {
        let bench = Bench()
        return numbers.map { OutboxRow(sequence: number($0), reading: bench.reading($0)) }
    }

    private static func number(_ number: Int) -> SequenceNumber { SequenceNumber(rawValue: Int64(number)) }

    private static func filled(_ numbers: some Sequence<Int>) -> Drain {
        var drain = Drain()
        _ = drain.beginFetch()
        drain.fetched(rows(numbers))
        return drain
    }

    @Test func rowsAreHandedOutInOrderAndOnce() {
        var drain = DrainTests.filled(1...3)
        #expect([drain.next(), drain.next(), drain.next()].map { $0?.sequence.rawValue } == [1, 2, 3])
        #expect(drain.next() == nil)
        #expect(drain.beginFetch() == DrainTests.number(3), "the next fetch begins behind the last row")
    }

    @Test func anEmptyFetchEndsTheBacklogUntilSomethingIsStored() {
        var drain = DrainTests.filled([])
        #expect(!drain.hasBacklog)
        #expect(!drain.wantsFetch)
        drain.stored()
        #expect(drain.hasBacklog)
        #expect(drain.wantsFetch)
    }

    @Test func rowsInFlightOrLeavingAreNotHandedOutAgain() {
        var drain = DrainTests.filled(1...3)
        drain.published(DrainTests.number(1))
        _ = drain.acknowledge(DrainTests.number(2), at: DrainTests.now)
        #expect(drain.next()?.sequence.rawValue == 3)
    }

    @Test func aSecondAcknowledgementOfARowSaysNothing() {
        var drain = Drain()
        let answers = (1...2).map { _ in drain.acknowledge(DrainTests.number(1), at: DrainTests.now) }
        #expect(answers == [true, false])
        #expect(drain.acknowledged == [DrainTests.number(1)])
    }

    @Test func aRestartBeginsAtTheOldestRowAndIgnoresARunningFetch() {
        var drain = DrainTests.filled(1...2)
        #expect(drain.next()?.sequence.rawValue == 1)
        drain.published(DrainTests.number(1))
        _ = drain.beginFetch()
        drain.restart(keepingInFlight: true)
        drain.fetched(DrainTests.rows(3...4))
        #expect(drain.next() == nil, "the answer to an old fetch is not taken")
        #expect(drain.beginFetch() == nil)
        drain.fetched(DrainTests.rows(1...2))
        #expect(drain.next()?.sequence.rawValue == 2, "row 1 is still in flight")
    }

    @Test func aRowThatIsGoneIsNotHandedOutAlthoughItWasFetched() {
        var drain = DrainTests.filled(1...4)
        #expect(drain.next()?.sequence.rawValue == 1)
        drain.committed(StoreTransaction(acknowledged: [DrainTests.number(2)]), evicted: [DrainTests.number(3)])
        #expect(drain.next()?.sequence.rawValue == 4)
    }

    @Test func deletesGoTogetherWhenThereAreManyOrAfterAWhile() {
        var bench = Bench { $0.batchMessages = 300 }
        bench.openField()
        bench.receive(1...300)
        bench.settle()
        bench.openUplink()
        for number in 1...255 { bench.acknowledge(number) }
        #expect(bench.turn() == [])
        bench.acknowledge(256)
        #expect(bench.turn().count { $0.hasPrefix("commit delete(#1) ") } == 1)
        bench.answerStore()
        bench.acknowledge(257)
        #expect(bench.turn() == [])
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#257)"])
    }

    @Test func theRowsInMemoryAreBounded() {
        var drain = Drain()
        var fetches = 0
        while drain.wantsFetch, fetches < 100 {
            _ = drain.beginFetch()
            drain.fetched(DrainTests.rows((fetches * Drain.fetchRows)..<((fetches + 1) * Drain.fetchRows)))
            fetches += 1
        }
        #expect(fetches == Drain.rowsMax / Drain.fetchRows)
    }

    private static func largeRow(_ number: Int, bytes: Int) -> OutboxRow {
        let small = Bench().reading(number)
        let reading = OutboxReading(
            id: small.id,
            thing: small.thing,
            topic: small.topic,
            body: [UInt8](repeating: 0, count: bytes),
            replayedOffset: 0,
            received: small.received,
            receivedSteadyMicroseconds: small.receivedSteadyMicroseconds,
            connection: 0
        )
        return OutboxRow(sequence: DrainTests.number(number), reading: reading)
    }

    @Test func theBytesInMemoryAreBounded() {
        var drain = Drain()
        for number in 1...2 {
            #expect(drain.wantsFetch)
            _ = drain.beginFetch()
            drain.fetched([DrainTests.largeRow(number, bytes: 1 << 20)])
        }
        #expect(!drain.wantsFetch, "2 MiB are held")
        #expect(drain.next()?.sequence.rawValue == 1)
        #expect(drain.wantsFetch, "what is handed out is not held")
        _ = drain.beginFetch()
        drain.fetched([DrainTests.largeRow(3, bytes: 1 << 20)])
        #expect(!drain.wantsFetch)
        drain.committed(StoreTransaction(), evicted: [DrainTests.number(2)])
        #expect(drain.wantsFetch, "what is gone is not held")
    }

    @Test func anOutboxWithoutRoomKeepsTheParkings() {
        var drain = DrainTests.filled(1...2)
        drain.park(DrainTests.number(2), .refused(reasonCode: 0x87), at: DrainTests.now)
        var transaction = StoreTransaction()
        drain.takeChanges(into: &transaction)
        drain.failed(transaction, keepsParkings: true, at: DrainTests.now)
        #expect(drain.refused.map(\.sequence.rawValue) == [2])
        #expect(drain.beginFetch() == DrainTests.number(2), "the drain goes on where it was")
    }

    @Test func aDiskThatRefusesDeletesStopsTheDrainAtABound() {
        var drain = DrainTests.filled(1...2)
        for number in 0..<Drain.leavingMax {
            _ = drain.acknowledge(DrainTests.number(1_000 + number), at: DrainTests.now)
        }
        #expect(drain.next() == nil)
        var transaction = StoreTransaction()
        drain.takeChanges(into: &transaction)
        drain.committed(transaction, evicted: [])
        #expect(drain.next()?.sequence.rawValue == 1)
    }

    @Test func aTransactionThatFailedIsDoneAgain() {
        var drain = DrainTests.filled(1...2)
        _ = drain.acknowledge(DrainTests.number(1), at: DrainTests.now)
        drain.park(DrainTests.number(2), .refused(reasonCode: 0x87), at: DrainTests.now)
        var transaction = StoreTransaction()
        drain.takeChanges(into: &transaction)
        #expect(!drain.hasChanges)
        #expect(transaction.parked.map(\.sequence.rawValue) == [2])
        drain.failed(transaction, keepsParkings: false, at: DrainTests.now)
        #expect(drain.acknowledged == [DrainTests.number(1)])
        #expect(drain.wantsFetch)
        #expect(drain.beginFetch() == nil)
    }
}
