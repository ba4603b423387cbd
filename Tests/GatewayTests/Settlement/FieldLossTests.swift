import Testing

@testable import Gateway

/// A field connection that ends, or that is held for too long.
@Suite struct FieldLossTests {
    @Test func aBatchWhoseFieldIsGoneIsSettledByTheStoreAndNotReleased() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.settlement.fieldEnded()
        #expect(bench.turn() == ["commit 1"])
        #expect(!bench.settlement.fieldIsWanted, "the last connection's batch is not settled yet")
        bench.answerStore()
        #expect(!bench.turn().contains("release"))
        #expect(bench.settlement.fieldIsWanted)
        #expect(bench.settlement.counters.buffered == 1)
    }

    @Test func whatWasReadBeforeTheEndIsKeptAlthoughTheBatchWasOpen() {
        var bench = Bench.connected()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.read([1])
        bench.settlement.fieldEnded()
        #expect(bench.turn() == ["commit 1"])
    }

    @Test func aSettledBatchIsForgottenWithItsField() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.isSocketFull = true
        bench.acknowledge(1)
        #expect(bench.turn() == ["release blocked"])
        bench.settlement.fieldEnded()
        #expect(bench.turn() == [])
        #expect(bench.settlement.fieldIsWanted)
        bench.openField()
        bench.receive(1)
        bench.isSocketFull = false
        #expect(bench.turn() == ["release"])
    }

    @Test func aBatchThatIsHeldTooLongClosesTheField() {
        var bench = Bench.connected { limits in
            limits.settleTimeout = .seconds(600)
            limits.holdMaximum = .seconds(30)
        }
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .seconds(30)))
        bench.pass(.seconds(30) - .microseconds(1))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["close field", "commit 1"])
        bench.answerStore()
        #expect(!bench.turn().contains("release"))
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func aSlowCommitClosesTheFieldOnceAndIsNotAskedForTwice() {
        var bench = Bench.connected()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.pass(.seconds(30))
        #expect(bench.turn() == ["close field"])
        #expect(bench.turn() == [])
        bench.answerStore()
        #expect(bench.turn() == [])
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func theEndOfAFieldThatHeldNothingLeavesNothing() {
        var bench = Bench.connected()
        bench.settlement.fieldEnded()
        #expect(bench.turn() == [])
        #expect(bench.settlement.fieldIsWanted)
        #expect(!bench.settlement.fieldMayBeRead)
    }
}
