import Observations
import Store
import Testing

@testable import Gateway

/// The same reading, received again.
@Suite struct DuplicateTests {
    @Test func aDuplicateOfASettledReadingIsSettledAtOnce() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        bench.receive(1)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1)
    }

    @Test func aDuplicateInTheSameBatchWaitsForItsOriginal() {
        var bench = Bench.connected()
        bench.receive(1, 1)
        #expect(bench.turn() == ["publish 1"])
        #expect(bench.settlement.batch.phase == .settling)
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1)
        #expect(bench.settlement.counters.forwarded == 1)
    }

    @Test func aStoredReadingIsKnownToo() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.receive(1)
        #expect(bench.turn() == ["release"])
        #expect(bench.store.state.rows.count == 1)
    }

    @Test func aPublishedReadingIsNotKnownBeforeItsPUBACK() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        #expect(!bench.settlement.duplicates.contains(bench.reading(1).id))
        bench.acknowledge(1)
        #expect(bench.settlement.duplicates.contains(bench.reading(1).id))
    }

    @Test func theMemoryOutlivesBothConnections() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.fieldEnded()
        bench.openField()
        bench.receive(1)
        #expect(bench.turn() == ["release"])
    }

    @Test func aReadingThatIsInTheOutboxAlreadyCountsAsADuplicate() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.settlement.duplicates = DuplicateMemory()
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.buffered == 1)
        #expect(bench.settlement.counters.duplicates == 1)
    }

    @Test func aRedeliveryOfAGivenUpBatchTakesOverTheOutstandingPublish() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        #expect(bench.settlement.counters.withheld == 1)
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        bench.settle()
        bench.openField()
        bench.receive(1)
        #expect(bench.turn() == [])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
    }

    @Test func aPUBACKForAGivenUpBatchStillMakesItsReadingKnown() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        #expect(bench.settlement.counters.withheld == 1)
        bench.acknowledge(1)
        #expect(bench.settlement.counters.withheld == 0 && bench.settlement.counters.forwarded == 1)
        #expect(bench.settlement.duplicates.contains(bench.reading(1).id))
        #expect(bench.settlement.window?.count == 0)
    }
}
