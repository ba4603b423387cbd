import Testing

@testable import Gateway

/// A store that cannot commit: stay off the field, and try with a back-off of 1 to 30 s.
@Suite struct FailedStoreTests {
    /// The commit of one batch has failed; the field is closed.
    private static func failed() -> Bench {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.failStore()
        return bench
    }

    @Test func aFailedCommitClosesTheFieldUnreleased() {
        var bench = FailedStoreTests.failed()
        #expect(!bench.settlement.fieldMayBeWritten)
        #expect(bench.turn() == ["close field"])
        #expect(bench.settlement.obstacle == .storeFailed)
        #expect(!bench.settlement.fieldIsWanted)
        #expect(bench.settlement.counters.commitFailures == 1)
        #expect(bench.settlement.counters.withheld == 1)
    }

    @Test func theStoreIsProbedAfterOneSecondThenMoreRarelyUpToThirty() {
        var bench = FailedStoreTests.failed()
        #expect(bench.turn() == ["close field"])
        for seconds in [1, 2, 4, 8, 16, 30, 30] {
            bench.pass(.seconds(seconds) - .microseconds(1))
            #expect(bench.turn() == [], "before \(seconds) s")
            bench.pass(.microseconds(1))
            #expect(bench.turn() == ["probe"], "after \(seconds) s")
            #expect(bench.turn() == [], "one probe at a time")
            bench.failStore()
        }
    }

    @Test func aProbeThatSucceedsOpensTheFieldButOnlyACommitWithReadingsEndsTheBackOff() {
        var bench = FailedStoreTests.failed()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"])
        bench.failStore()
        bench.pass(.seconds(2))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        #expect(bench.settlement.fieldIsWanted)
        #expect(bench.settlement.obstacle == nil)
        bench.openField()
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(4) - .microseconds(1))
        #expect(bench.turn() == [], "the back-off goes on")
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        bench.openField()
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.receive(2)
        #expect(bench.turn() == ["commit 2"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"], "the commit has ended it")
    }

    @Test func deletesThatFailedAreDoneAgain() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#1)"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        #expect(bench.turn().contains("commit delete(#1)"))
        bench.answerStore()
        #expect(bench.store.state.rows.isEmpty)
    }

    @Test func aQuarantineThatFailedIsDoneAgainWithItsDelete() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1, reasonCode: 0x95)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit quarantine(refused-upstream) delete(#1)"])
        bench.failStore()
        bench.pass(.seconds(1))
        #expect(bench.turn().contains("probe"))
        bench.answerStore()
        #expect(bench.turn().contains("commit quarantine(refused-upstream) delete(#1)"))
    }

    @Test func aFailedFetchKeepsOffTheFieldUntilTheStoreWorks() {
        var bench = Bench()
        bench.openField()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 10)
        #expect(bench.turn() == ["fetch"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        #expect(bench.turn() == ["fetch"])
    }

    @Test func anUnparkingThatFailedIsDoneAgainAndTheDrainGoesOn() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1, reasonCode: 0x87)
        bench.settle()
        bench.pass(.seconds(300))
        #expect(bench.turn() == ["unpark one of each"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["probe"])
        bench.answerStore()
        #expect(bench.turn() == ["unpark one of each"])
        bench.answerStore()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
    }

    @Test func nothingIsAskedOfAFailedStoreBeforeTheProbe() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        bench.pass(.milliseconds(999))
        #expect(bench.turn() == [])
    }
}
