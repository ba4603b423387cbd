import Testing

@testable import Gateway

/// A server that owes PUBACKs which do not come: the connection is given up, and everything is sent again.
@Suite struct OwedAcknowledgementTests {
    /// One reading is stored, and its publish outstanding.
    private static func owed() -> Bench {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.pass(.milliseconds(250))
        bench.settle()
        #expect(bench.settlement.counters.buffered == 1)
        return bench
    }

    @Test func theUplinkIsClosedWhenTheOldestPUBACKIsAMinuteOverdue() {
        var bench = OwedAcknowledgementTests.owed()
        bench.receive(2)
        #expect(bench.turn() == ["publish 2"])
        bench.acknowledge(2)
        bench.settle()
        bench.pass(.milliseconds(59_750) - .microseconds(1))
        #expect(bench.turn() == [])
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .microseconds(1)))
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["close uplink"])
        #expect(bench.settlement.connection == nil)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.settle().contains("drain 1 replayed"))
    }

    @Test func theUplinkIsClosedWhenAPacketIdentifierComesRoundThatIsOwed() {
        var bench = OwedAcknowledgementTests.owed()
        bench.nextPacket = 0
        bench.receive(2)
        #expect(bench.turn() == ["publish 2", "close uplink", "commit 2"])
        bench.answerStore()
        #expect(bench.turn().first == "release")
        #expect(bench.settlement.counters.forwarded == 0)
    }
}
