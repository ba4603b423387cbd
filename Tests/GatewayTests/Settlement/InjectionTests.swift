import Observations
import Store
import Testing

@testable import Gateway

/// Readings that come into the outbox by another way than a batch.
@Suite struct InjectionTests {
    private static func injection(_ numbers: Int..., released: Int64..., in bench: Bench) -> Injection {
        var injection = Injection()
        injection.number = 7
        injection.items = numbers.map { number in
            let reading = bench.reading(number)
            return Injection.Item(reading: reading.heardBefore)
        }
        injection.released = released.map(SequenceNumber.init(rawValue:))
        return injection
    }

    private static func inject(_ injection: Injection, into bench: inout Bench) {
        if !bench.settlement.inject(injection) { Issue.record("it was not taken") }
    }

    private static func outcome(_ bench: inout Bench) -> Injection.Outcome? {
        let outcomes = bench.settlement.takeInjectionOutcomes()
        #expect(outcomes.count <= 1)
        return outcomes.first?.outcome
    }

    @Test func itIsStoredDrainedAndReplayed() {
        var bench = Bench.connected()
        Self.inject(Self.injection(1, 2, released: 5, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1 2 release(#5)"])
        #expect(Self.outcome(&bench) == nil)
        bench.answerStore()
        #expect(Self.outcome(&bench) == .stored(2, duplicates: 0))
        #expect(bench.settle().filter { $0 != "fetch" } == ["drain 1 replayed", "drain 2 replayed"])
        #expect(bench.settlement.counters.injected == 2)
    }

    @Test func aDueBatchGoesFirstAndNeverTogether() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        Self.inject(Self.injection(2, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.turn() == ["release", "commit 2"])
    }

    @Test func whatIsSettledIsNotStoredAgain() {
        var bench = Bench.connected()
        bench.receive(1)
        _ = bench.turn()
        bench.acknowledge(1)
        bench.settle()
        Self.inject(Self.injection(1, 2, released: 9, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 2 release(#9)"])
        bench.answerStore()
        #expect(Self.outcome(&bench) == .stored(1, duplicates: 1))
    }

    @Test func aCopyThatIsOnItsWayLiveStaysOnItsWay() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        Self.inject(Self.injection(1, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        // The row is in flight under the live publish: the batch is settled, and nothing is published a second time.
        #expect(bench.settle().filter { $0 != "fetch" } == ["release"])
        bench.acknowledge(1)
        bench.pass(.seconds(1))
        #expect(bench.settle().filter { $0 != "fetch" } == ["commit delete(#1)"])
        #expect(bench.store.state.rows.isEmpty)
    }

    @Test func aCopyThatIsAcknowledgedDuringTheCommitIsNotSentAgain() {
        var bench = Bench.connected()
        Self.inject(Self.injection(1, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        bench.answerStore()
        bench.pass(.seconds(1))
        #expect(bench.settle().filter { $0 != "fetch" } == ["commit delete(#1)"])
    }

    @Test func aMessageThatWasQuarantinedTwiceIsOneReading() {
        var bench = Bench.connected()
        Self.inject(Self.injection(1, 1, released: 5, 6, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1 release(#5) release(#6)"])
        bench.answerStore()
        #expect(Self.outcome(&bench) == .stored(1, duplicates: 1))
        // Its row waits for its own PUBACK.
        bench.pass(.seconds(1))
        #expect(bench.settle().filter { $0 != "fetch" } == ["drain 1 replayed"])
        bench.pass(.seconds(1))
        #expect(bench.settle().filter { $0 != "fetch" } == [])
    }

    /// The batch has the reading twice, and an injection stores it.
    @Test func aReadingThatTheBatchHasTwiceIsOneToAnInjection() {
        var bench = Bench.connected()
        bench.receive(1, 1)
        #expect(bench.turn() == ["publish 1"])
        Self.inject(Self.injection(1, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.settle().filter { $0 != "fetch" } == ["release"])
    }

    @Test func aRevisionGoesOutAlthoughItsIDIsSettled() {
        var bench = Bench.connected()
        bench.receive(1)
        _ = bench.turn()
        bench.acknowledge(1)
        bench.settle()
        var injection = Self.injection(1, in: bench)
        injection.items[0].isRepeat = true
        Self.inject(injection, into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.settle().filter { $0 != "fetch" } == ["drain 1 replayed"])
    }

    @Test func theCopiesOfAFrameAreOne() {
        var bench = Bench.connected()
        bench.receive(1, frame: 77)
        _ = bench.turn()
        bench.acknowledge(1)
        bench.settle()
        var injection = Self.injection(2, 3, 4, 5, in: bench)
        for (index, key) in [77, 88, 88, 99].enumerated() {
            injection.items[index].frame = ArrivedFrame(readings: 0..<1, counterKey: UInt64(key), networkKey: nil)
        }
        Self.inject(injection, into: &bench)
        #expect(bench.turn() == ["commit 3 5"])
        bench.answerStore()
        #expect(Self.outcome(&bench) == .stored(2, duplicates: 2))
    }

    @Test func aNearlyFullOutboxTakesNoneAndTheFieldGoesOn() {
        var bench = Bench(rowsMax: 10)
        bench.openField()
        bench.receive(1...6)
        bench.settle()
        Self.inject(Self.injection(11, 12, 13, released: 1, in: bench), into: &bench)
        #expect(bench.turn().isEmpty)
        #expect(Self.outcome(&bench) == .noRoom)
        #expect(bench.settlement.obstacle == nil)
        Self.inject(Self.injection(11, released: 1, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 11 release(#1)"])
    }

    @Test func aFullDiskKeepsNobodyOffTheField() {
        var bench = Bench.connected()
        Self.inject(Self.injection(1, in: bench), into: &bench)
        #expect(bench.turn() == ["commit 1"])
        bench.failStore(because: .diskFull)
        #expect(Self.outcome(&bench) == .failed)
        #expect(bench.settlement.obstacle == nil)
        bench.receive(2)
        #expect(bench.turn() == ["publish 2"])
    }

    @Test func aFailedStoreTakesNoneUntilItWorksAgain() {
        var bench = Bench.connected()
        Self.inject(Self.injection(1, in: bench), into: &bench)
        _ = bench.turn()
        bench.failStore()
        #expect(Self.outcome(&bench) == .failed)
        #expect(bench.settlement.obstacle == .storeFailed)
        let isTaken = bench.settlement.inject(Self.injection(1, in: bench))
        #expect(!isTaken)
    }

    @Test func marksAloneAreATransaction() {
        var bench = Bench()
        var injection = Injection()
        injection.marks = ["told": 3]
        Self.inject(injection, into: &bench)
        #expect(bench.turn() == ["commit"])
        bench.answerStore()
        #expect(Self.outcome(&bench) == .stored(0, duplicates: 0))
    }
}

extension OutboxReading {
    /// The same, as of a message that was kept.
    fileprivate var heardBefore: OutboxReading {
        OutboxReading(
            id: id,
            thing: thing,
            topic: topic,
            body: body,
            replayedOffset: replayedOffset,
            received: received,
            receivedSteadyMicroseconds: receivedSteadyMicroseconds,
            connection: 0
        )
    }
}
