import Testing

@testable import Gateway

/// Promise 8: replayed is not live.
@Suite struct ReplayedTests {
    @Test func aReadingThatIsSentAtOnceIsLive() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        #expect(bench.settlement.counters.replayed == 0)
    }

    @Test func aReadingIsLiveForFiveSeconds() {
        var bench = Bench.connected { limits in
            limits.uplinkWindow = 1
            limits.settleTimeout = .seconds(60)
        }
        bench.receive(1, 2, 3)
        #expect(bench.turn() == ["publish 1"])
        bench.pass(.seconds(5))
        bench.acknowledge(1)
        #expect(bench.turn() == ["publish 2"])
        bench.pass(.microseconds(1))
        bench.acknowledge(2)
        #expect(bench.turn() == ["publish 3 replayed"])
        #expect(bench.settlement.counters.replayed == 1)
    }

    @Test func aReadingOfAnEarlierConnectionIsReplayedHoweverYoung() {
        var bench = Bench.connected { $0.settleTimeout = .seconds(60) }
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.turn().first == "publish 1 replayed")
    }

    @Test func aReadingReceivedWithoutUplinkIsReplayed() {
        var bench = Bench()
        bench.openField()
        bench.read([1])
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 10)
        #expect(bench.turn().first == "publish 1 replayed")
    }

    @Test func aStoredReadingOfThisConnectionIsLiveWhenItIsFirstSentInTime() {
        var bench = Bench.connected { $0.settleTimeout = .zero }
        bench.receive(1)
        bench.settle()
        #expect(bench.settlement.counters.replayed == 0)
        #expect(bench.settlement.window?.count == 1)
    }
}
