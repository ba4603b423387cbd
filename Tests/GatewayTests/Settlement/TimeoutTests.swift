import Testing

@testable import Gateway

/// When the store settles what the uplink has not.
@Suite struct TimeoutTests {
    @Test func theStoreSettlesAfterTheSettleTimeoutAndNotBefore() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .milliseconds(250)))
        bench.pass(.microseconds(249_999))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["commit 1"])
    }

    @Test func onlyWhatIsUnsettledIsStored() {
        var bench = Bench.connected()
        bench.receive(1, 2, 3)
        #expect(bench.turn() == ["publish 1", "publish 2", "publish 3"])
        bench.acknowledge(2)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["commit 1 3"])
    }

    @Test func aFullBatchIsStoredAfterThePressureTimeout() {
        var bench = Bench.connected { $0.batchMessages = 2 }
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.pass(.microseconds(9_999))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["commit 1 2"])
    }

    @Test func aBatchOfTheWholeFieldWindowIsStoredAfterThePressureTimeout() {
        var bench = Bench.connected { $0.fieldWindow = 2 }
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.pass(.milliseconds(10))
        #expect(bench.turn() == ["commit 1 2"])
    }

    @Test func aBatchIsFullAtItsBoundInBytesToo() {
        #expect(SettlementLimits().batchBytes == 4 << 20)
        var bench = Bench.connected { $0.batchBytes = 1_000 }
        bench.read([1], bytes: 999)
        #expect(bench.settlement.fieldRoom == 255)
        bench.read([2], bytes: 1)
        #expect(bench.settlement.fieldRoom == 0)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.pass(.milliseconds(10))
        #expect(bench.turn() == ["commit 1 2"])
        bench.answerStore()
        #expect(bench.turn().first == "release")
        #expect(bench.settlement.fieldRoom == 256)
    }

    @Test func aBatchIsFullAtItsBoundInReadingsToo() {
        var bench = Bench.connected { $0.batchReadings = 3 }
        bench.read([1, 2])
        #expect(bench.settlement.fieldRoom == 254)
        bench.read([3])
        #expect(bench.settlement.fieldRoom == 0)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["publish 1", "publish 2", "publish 3"])
        bench.pass(.milliseconds(10))
        #expect(bench.turn() == ["commit 1 2 3"])
    }

    @Test func aBatchBelowTheBoundsIsNotUnderPressure() {
        var bench = Bench.connected { limits in
            limits.fieldWindow = 2
            limits.batchMessages = 2
        }
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.pass(.milliseconds(10))
        #expect(bench.turn() == [])
    }

    @Test func theTimeoutCountsFromTheFirstReadingOfTheBatch() {
        var bench = Bench.connected()
        bench.read([1])
        bench.pass(.milliseconds(200))
        bench.receive(2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.pass(.milliseconds(50))
        #expect(bench.turn() == ["commit 1 2"])
    }

    @Test func aFullBatchThatTheWindowHasNoRoomForIsStoredAtOnce() {
        var bench = Bench.connected { limits in
            limits.batchMessages = 3
            limits.uplinkWindow = 2
        }
        bench.receive(1, 2, 3)
        #expect(bench.turn() == ["publish 1", "publish 2", "commit 1 2 3"])
    }

    @Test func withoutUplinkTheStoreSettlesAtOnceInOrderOfReception() {
        var bench = Bench()
        bench.openField()
        bench.receive(3, 1, 2)
        #expect(bench.turn() == ["commit 3 1 2"])
    }

    @Test func theLossOfTheUplinkLeavesTheRestToTheStoreAtOnce() {
        var bench = Bench.connected()
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(1)
        bench.settlement.uplinkEnded(at: bench.now)
        #expect(bench.turn() == ["commit 2"])
    }

    @Test func withASettleTimeoutOfZeroTheStoreComesFirst() {
        var bench = Bench.connected { $0.settleTimeout = .zero }
        bench.receive(1)
        #expect(bench.turn() == ["commit 1"])
        bench.answerStore()
        #expect(bench.turn() == ["release", "fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1")
    }

    @Test func aStopStoresAfterItsOwnTimeoutAndReadsNothingMore() {
        var bench = Bench.connected { $0.settleTimeout = .seconds(60) }
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.settlement.stop()
        #expect(!bench.settlement.isStopped)
        #expect(!bench.settlement.fieldMayBeRead)
        #expect(!bench.settlement.fieldIsWanted)
        bench.pass(.microseconds(499_999))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["commit 1"])
        #expect(!bench.settlement.isStopped)
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.isStopped)
    }

    @Test func aStopFinishesTheDeletesAndStartsNoFurtherDrain() {
        var bench = Bench()
        bench.openField()
        bench.receive(1, 2)
        bench.settle()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 1)
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
        bench.settlement.stop()
        bench.acknowledge(1)
        #expect(!bench.settlement.isStopped)
        #expect(bench.turn().contains("commit delete(#1)"))
        bench.answerStore()
        #expect(!bench.turn().contains("drain 2 replayed"))
        #expect(bench.settlement.isStopped)
    }
}
