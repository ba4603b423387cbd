import Observations
import Store
import Testing

@testable import Gateway

/// Promise 1: the field's acknowledgements are written only after everything is safe.
@Suite struct ReleaseTests {
    @Test func aBatchIsReleasedOnlyAfterItsLastPUBACK() {
        var bench = Bench.connected()
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(2)
        #expect(bench.turn() == [])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.forwarded == 2)
    }

    @Test func aBatchIsReleasedOnlyAfterItsCommitIsDone() {
        var bench = Bench.connected()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.receive(1, 2)
        #expect(bench.turn() == ["commit 1 2"])
        #expect(bench.turn() == [])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.buffered == 2)
    }

    @Test func aBatchWithPoisonIsReleasedOnlyAfterItsQuarantineIsCommitted() {
        var bench = Bench.connected()
        bench.receive(1, poison: 1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["commit quarantine(undecodable)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.quarantined == 1)
    }

    @Test func messagesThatCarryNoReadingAreReleasedAtOnce() {
        var bench = Bench.connected()
        var arrivals = Arrivals()
        arrivals.messages = 3
        bench.settlement.receive(arrivals, at: bench.now)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.messagesReceived == 3)
    }

    @Test func aPUBACKThatComesDuringTheCommitDeletesTheRow() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["commit 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == [])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#1)"])
    }

    @Test func aReadingStoredWhileItsPublishIsOutstandingIsNotSentAgain() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.settle()
        bench.settlement.drain.stored()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn() == ["fetch"])
        bench.acknowledge(1)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#1)"])
        bench.answerStore()
        #expect(bench.store.state.rows.isEmpty)
    }

    @Test func theEndOfTheConnectionMakesAnOutstandingRowEligibleAgain() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.settle()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
    }

    @Test func nothingMayBeWrittenToTheFieldBetweenReadingAndSettling() {
        var bench = Bench.connected()
        #expect(bench.settlement.fieldMayBeWritten)
        bench.read([1])
        #expect(!bench.settlement.fieldMayBeWritten, "reading")
        bench.settlement.closeBatch()
        #expect(!bench.settlement.fieldMayBeWritten, "settling")
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        #expect(!bench.settlement.fieldMayBeWritten, "committing")
        bench.answerStore()
        #expect(bench.settlement.fieldMayBeWritten, "releasing")
        #expect(bench.turn().first == "release")
        #expect(bench.settlement.fieldMayBeWritten, "released")
    }

    @Test func nothingIsReadUntilTheLastAcknowledgementIsWritten() {
        var bench = Bench.connected()
        #expect(bench.settlement.fieldRoom == 256)
        bench.read([1, 2])
        #expect(bench.settlement.fieldRoom == 254)
        bench.settlement.closeBatch()
        #expect(bench.settlement.fieldRoom == 0)
        bench.isSocketFull = true
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(1, 2)
        #expect(bench.turn() == ["release blocked"])
        #expect(!bench.settlement.fieldMayBeRead)
        #expect(bench.turn() == [])
        bench.isSocketFull = false
        bench.settlement.fieldWritable()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.fieldMayBeRead)
    }

    @Test func aPUBACKOfAnUnknownPacketChangesNothing() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.settlement.acknowledged(packet: 4_711, reasonCode: 0, at: bench.now)
        #expect(bench.turn() == [])
        #expect(bench.settlement.counters.forwarded == 0)
    }
}
