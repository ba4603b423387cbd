import Store
import Testing

@testable import Gateway

/// Refused topics are probed with one row each; the others follow once the uplink takes it.
@Suite struct ProbedTopicTests {
    /// Three rows of topic a and two of topic b are parked; another uplink connection has opened, and probes.
    private static func probed() -> Bench {
        var bench = Bench.connected()
        for (numbers, topic) in [([1, 2, 3], "a"), ([4, 5], "b")] {
            bench.receive(numbers, topic: topic)
            #expect(bench.turn() == numbers.map { "publish \($0)" })
            for number in numbers { bench.acknowledge(number, reasonCode: 0x87) }
            bench.settle()
        }
        #expect(bench.store.summary.parkedRows == 5)
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        let words = bench.settle()
        #expect(words.first == "unpark one of each")
        #expect(words.filter { $0 != "fetch" } == ["unpark one of each", "drain 1 replayed", "drain 4 replayed"])
        return bench
    }

    @Test func theRowsOfATopicFollowInSlicesOnceItsProbeIsTaken() {
        var bench = ProbedTopicTests.probed()
        bench.acknowledge(1)
        let words = bench.settle().filter { $0 != "fetch" }
        #expect(words == ["unpark a", "unpark a", "drain 2 replayed", "drain 3 replayed"])
        #expect(bench.store.summary.parkedRows == 1, "topic b waits for its own probe")
        bench.acknowledge(2, 3)
        bench.pass(Drain.deleteDelay)
        #expect(!bench.settle().contains { $0.hasPrefix("unpark") }, "one probe is answered once")
    }

    @Test func theRowsOfATopicStayWhileItsProbeIsRefused() {
        var bench = ProbedTopicTests.probed()
        bench.acknowledge(4, reasonCode: 0x87)
        bench.pass(Drain.deleteDelay)
        #expect(bench.settle() == ["commit park(#4)"])
        #expect(bench.store.summary.parkedRows == 4)
    }

    @Test func withoutRefusedRowsNothingIsProbed() {
        var bench = Bench.connected()
        bench.settlement.uplinkEnded(at: bench.now)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.settle() == ["fetch"])
    }

    @Test func rowsWhoseProbesAreRefusedAreProbedEveryFiveMinutes() {
        var bench = ProbedTopicTests.probed()
        bench.acknowledge(1, 4, reasonCode: 0x87)
        bench.settle()
        for _ in 1...2 {
            bench.pass(.seconds(300))
            #expect(bench.settle().count { $0 == "unpark one of each" } == 1)
            bench.acknowledge(1, 4, reasonCode: 0x87)
            bench.pass(Drain.deleteDelay)
            bench.settle()
        }
    }
}
