import Observations
import Store
import Testing

@testable import Gateway

/// What the uplink refuses settles nothing.
@Suite struct RefusalTests {
    /// One reading was published and answered with this reason.
    private static func refused(_ reasonCode: UInt8) -> Bench {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1, reasonCode: reasonCode)
        return bench
    }

    @Test func noSubscriberCountsAsAcknowledged() {
        var bench = RefusalTests.refused(0x10)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.withoutSubscriber == 1)
        #expect(bench.settlement.counters.forwarded == 1)
        #expect(bench.settlement.counters.refusals == [:])
    }

    @Test(arguments: [0x80, 0x83, 0x87, 0x90] as [UInt8])
    func aRefusedReadingIsStoredParkedAtOnce(reasonCode: UInt8) {
        var bench = RefusalTests.refused(reasonCode)
        #expect(bench.turn() == ["commit 1(parked)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.store.state.rows.map(\.reading.parked) == [.refused(reasonCode: reasonCode)])
        #expect(bench.settlement.counters.refusals == [reasonCode: 1])
        #expect(bench.settlement.counters.forwarded == 0)
    }

    @Test func aRefusedTopicIsNotTriedWithEveryReading() {
        var bench = RefusalTests.refused(0x87)
        bench.settle()
        bench.receive(2)
        #expect(bench.turn() == ["commit 2(parked)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.receive([3], topic: "other")
        #expect(bench.turn() == ["publish 3"])
    }

    @Test func aRefusedTopicIsTriedAgainAfterFiveMinutes() {
        var bench = RefusalTests.refused(0x90)
        bench.settle()
        bench.pass(.seconds(300) - .microseconds(1))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["unpark one of each"])
        bench.answerStore()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
        bench.acknowledge(1)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#1)", "unpark t"])
    }

    @Test func aReconnectTriesARefusedTopicAgainAtOnce() {
        var bench = RefusalTests.refused(0x87)
        bench.settle()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.turn() == ["unpark one of each"])
        bench.answerStore()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
        bench.receive(2)
        #expect(bench.turn() == ["publish 2"])
    }

    @Test func aRowThatIsRefusedIsParkedAndPassedBy() {
        var bench = Bench()
        bench.openField()
        bench.receive(1, 2)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1, reasonCode: 0x87)
        bench.acknowledge(2)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit delete(#2) park(#1)"])
        bench.answerStore()
        #expect(bench.store.state.rows.map(\.reading.parked) == [.refused(reasonCode: 0x87)])
        bench.settle()
        #expect(bench.turn() == [])
    }

    @Test func anExceededQuotaPausesEverythingAndWaitsLongerEachTime() {
        var bench = Bench.connected { limits in
            limits.settleTimeout = .seconds(600)
            limits.holdMaximum = .seconds(600)
        }
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(1, 2, reasonCode: 0x97)
        for seconds in [1, 2, 4, 8, 16, 30, 30] {
            bench.pass(.seconds(seconds) - .microseconds(1))
            #expect(bench.turn() == [], "before \(seconds) s")
            bench.pass(.microseconds(1))
            let isLate = seconds > 2
            #expect(bench.turn() == ["publish 1", "publish 2"].map { isLate ? "\($0) replayed" : $0 })
            bench.acknowledge(1, 2, reasonCode: 0x97)
        }
        #expect(bench.settlement.counters.refusals == [0x97: 16])
    }

    @Test func anAcknowledgementEndsTheGrowthOfThePause() {
        var bench = Bench.connected { $0.settleTimeout = .seconds(600) }
        bench.receive(1, 2, 3)
        #expect(bench.turn() == ["publish 1", "publish 2", "publish 3"])
        bench.acknowledge(1, reasonCode: 0x97)
        bench.acknowledge(2)
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1, reasonCode: 0x97)
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["publish 1"])
    }

    @Test func aRowOverTheQuotaIsSentAgain() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1, reasonCode: 0x97)
        bench.settle()
        bench.pass(.seconds(1))
        #expect(bench.turn() == ["drain 1 replayed"])
    }

    @Test(arguments: [0x95, 0x99] as [UInt8])
    func aReadingThatCanNeverBeTakenIsQuarantined(reasonCode: UInt8) {
        var bench = RefusalTests.refused(reasonCode)
        #expect(bench.turn() == ["commit quarantine(refused-upstream)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.store.state.rows.isEmpty)
        #expect(bench.store.state.quarantined.first?.entry.payload == bench.reading(1).body)
        #expect(bench.settlement.counters.quarantined == 1)
    }

    @Test(arguments: [0x95, 0x99] as [UInt8])
    func aRowThatCanNeverBeTakenIsQuarantinedAndDeletedInOneTransaction(reasonCode: UInt8) {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1, reasonCode: reasonCode)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit quarantine(refused-upstream) delete(#1)"])
        bench.answerStore()
        #expect(bench.turn() == [])
        #expect(bench.store.state.quarantined.count == 1)
    }

    @Test func aRefusalDuringTheCommitQuarantinesAndDeletesInTheNextTransaction() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.acknowledge(1, reasonCode: 0x95)
        bench.answerStore()
        #expect(bench.turn() == ["release", "commit quarantine(refused-upstream) delete(#1)"])
    }

    @Test func aRefusalDuringTheCommitParksTheRow() {
        var bench = Bench.connected()
        bench.receive(1)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 1", "commit 1"])
        bench.acknowledge(1, reasonCode: 0x87)
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn() == ["commit park(#1)"])
    }

    @Test func anOversizedReadingIsQuarantined() throws {
        var bench = Bench.connected()
        bench.receive(1)
        let publication = try bench.nextPublication()
        bench.settlement.unpublishable(publication, at: bench.now)
        #expect(bench.turn() == ["commit quarantine(refused-upstream)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
    }

    @Test func anOversizedRowIsQuarantinedAndDeletedInOneTransaction() throws {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 10)
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        let publication = try bench.nextPublication()
        bench.settlement.unpublishable(publication, at: bench.now)
        bench.pass(Drain.deleteDelay)
        #expect(bench.turn().first == "commit quarantine(refused-upstream) delete(#1)")
    }

    @Test func atMostSoManyRefusedTopicsAreRemembered() {
        var bench = Bench.connected { $0.refusedTopicsMax = 1 }
        bench.receive([1], topic: "a")
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1, reasonCode: 0x87)
        bench.settle()
        bench.receive([2], topic: "b")
        #expect(bench.turn() == ["publish 2"])
        bench.acknowledge(2, reasonCode: 0x87)
        #expect(bench.turn() == ["commit 2(parked)"])
        bench.answerStore()
        bench.settle()
        #expect(bench.settlement.refusedTopics.keys.sorted() == ["a"])
    }
}
