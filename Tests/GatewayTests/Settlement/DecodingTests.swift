import Testing

@testable import Gateway

/// Payloads that wait for a vendor's codec.
@Suite struct DecodingTests {
    @Test func aBatchIsReleasedOnlyAfterItsCodecsHaveAnsweredAndTheirReadingsAreSettled() {
        var bench = Bench.connected()
        bench.receive(1, pending: 2)
        #expect(bench.turn() == ["decode 2", "publish 1"], "others are published meanwhile")
        bench.acknowledge(1)
        #expect(bench.turn() == [])
        #expect(!bench.settlement.fieldMayBeRead && !bench.settlement.fieldMayBeWritten)
        do {
            let isTaken = bench.answerCodecs(2, 3)
            #expect(isTaken)
        }
        #expect(bench.turn() == ["publish 2", "publish 3"])
        bench.acknowledge(2, 3)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.messagesReceived == 3)
        #expect(bench.settlement.counters.forwarded == 3)
    }

    @Test func theUplinkHasItsTimeAfterSlowCodecs() {
        var bench = Bench.connected()
        bench.receive(pending: 1)
        #expect(bench.turn() == ["decode 1"])
        bench.pass(.seconds(1))
        bench.answerCodecs(1)
        #expect(bench.turn() == ["publish 1"], "the disk is not asked before the uplink had its chance")
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
    }

    @Test func theCodecsAreAskedOncePerBatch() {
        var bench = Bench.connected()
        bench.receive(pending: 300)
        #expect(bench.turn() == ["decode 300"])
        bench.pass(.seconds(1))
        #expect(bench.turn() == [])
    }

    @Test func whatCodecsRefuseIsQuarantinedBeforeTheRelease() {
        var bench = Bench.connected()
        bench.receive(1, pending: 2)
        #expect(bench.turn() == ["decode 2", "publish 1"])
        bench.answerCodecs(2, poison: 1)
        bench.acknowledge(1)
        #expect(bench.turn() == ["publish 2"])
        bench.acknowledge(2)
        #expect(bench.turn() == ["commit quarantine(codec-failed)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
    }

    @Test func whatHasNoAnswerInTimeIsQuarantinedAndALateAnswerIsForNobody() {
        var bench = Bench.connected { $0.decodeTimeout = .seconds(3) }
        bench.receive(1, pending: 2)
        #expect(bench.turn() == ["decode 2", "publish 1"])
        bench.acknowledge(1)
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .seconds(3)))
        bench.pass(.seconds(3))
        #expect(bench.turn() == ["commit quarantine(codec-failed) quarantine(codec-failed)"])
        do {
            let isTaken = bench.answerCodecs(2, 3)
            #expect(!isTaken, "late")
        }
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.receive(4, pending: 1)
        #expect(bench.turn() == ["decode 1", "publish 4"])
        #expect(bench.settlement.counters.decodesLate == 1)
    }

    /// The service manager gives a stop 15 seconds; a codec that hangs must not use them up.
    @Test func aStopDoesNotWaitLongForCodecs() {
        var bench = Bench.connected { $0.decodeTimeout = .seconds(60) }
        bench.receive(pending: 1)
        #expect(bench.turn() == ["decode 1"])
        bench.pass(.seconds(1))
        bench.settlement.stop()
        #expect(bench.turn() == [], "an answer may still come")
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .seconds(1)))
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["commit quarantine(codec-failed)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(!bench.settlement.fieldMayBeRead)
    }

    @Test func anAnswerToAnEarlierBatchDoesNotCountForThisOne() {
        var bench = Bench.connected { $0.decodeTimeout = .seconds(3) }
        bench.receive(pending: 1)
        #expect(bench.turn() == ["decode 1"])
        bench.pass(.seconds(3))
        #expect(bench.turn() == ["commit quarantine(codec-failed)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.receive(pending: 1)
        #expect(bench.turn() == ["decode 1"])
        do {
            let isTaken = bench.answerCodecs(7)
            #expect(!isTaken, "the answer to the first batch")
        }
        #expect(bench.turn() == [])
        do {
            let isTaken = bench.answerCodecs(8)
            #expect(isTaken)
        }
        #expect(bench.turn() == ["publish 8"])
    }

    @Test func theEndOfTheFieldConnectionDoesNotEndTheDecoding() {
        var bench = Bench.connected()
        bench.receive(1, pending: 1)
        #expect(bench.turn() == ["decode 1", "publish 1"])
        bench.settlement.fieldEnded()
        #expect(!bench.settlement.fieldIsWanted)
        bench.acknowledge(1)
        do {
            let isTaken = bench.answerCodecs(2)
            #expect(isTaken)
        }
        _ = bench.settle()
        bench.acknowledge(2)
        _ = bench.settle()
        #expect(bench.settlement.fieldIsWanted)
        #expect(bench.settlement.counters.forwarded + bench.settlement.counters.buffered >= 2)
    }

    @Test func aBatchHeldTooLongByItsCodecsLetsTheFieldGo() {
        var bench = Bench.connected {
            $0.holdMaximum = .seconds(2)
            $0.decodeTimeout = .seconds(10)
        }
        bench.receive(pending: 1)
        #expect(bench.turn() == ["decode 1"])
        bench.pass(.seconds(2))
        #expect(bench.turn() == ["close field"])
        do {
            let isTaken = bench.answerCodecs(2)
            #expect(isTaken)
        }
        #expect(bench.turn() == ["publish 2", "commit 2"])
    }

    @Test func aDuplicateThatACodecReadsJoinsItsOriginal() {
        var bench = Bench.connected()
        bench.receive(pending: 2)
        #expect(bench.turn() == ["decode 2"])
        bench.answerCodecs(5, 5)
        #expect(bench.turn() == ["publish 5"])
        bench.acknowledge(5)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1)
    }
}
