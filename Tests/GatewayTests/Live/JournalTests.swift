import Observations
import Store
import Testing

@testable import Gateway

/// What the settlement writes down for those who follow.
@Suite struct JournalTests {
    private static func words(_ settlement: Settlement) -> [String] {
        (settlement.journal ?? []).map { "\($0.outcome)\($0.isReplayed ? " replayed" : "")" }
    }

    @Test func withoutFollowersNothingIsWrittenDown() {
        var bench = Bench.connected()
        bench.receive(1)
        _ = bench.turn()
        bench.acknowledge(1)
        #expect(bench.settlement.journal == nil)
        #expect(bench.settlement.counters.forwarded == 1)
    }

    @Test func aReadingIsForwardedOnce() {
        var bench = Bench.connected()
        bench.settlement.journal = []
        bench.receive(1)
        _ = bench.turn()
        #expect(JournalTests.words(bench.settlement).isEmpty)
        bench.acknowledge(1)
        #expect(JournalTests.words(bench.settlement) == ["forwarded"])
    }

    @Test func aBufferedReadingIsDeliveredLaterAndReplayed() {
        var bench = Bench()
        bench.openField()
        bench.settlement.journal = []
        bench.receive(1)
        bench.settle()
        #expect(JournalTests.words(bench.settlement) == ["buffered"])
        bench.openUplink()
        bench.acknowledge(1)
        #expect(JournalTests.words(bench.settlement) == ["buffered", "delivered replayed"])
    }

    @Test func aCopyIsADuplicate() {
        var bench = Bench.connected()
        bench.receive(1)
        _ = bench.turn()
        bench.acknowledge(1)
        _ = bench.turn()
        bench.settlement.journal = []
        bench.receive(1)
        #expect(JournalTests.words(bench.settlement) == ["duplicate"])
    }

    @Test func whatNeitherSideTakesIsWithheld() {
        var bench = Bench(rowsMax: 1)
        bench.openField()
        bench.settlement.journal = []
        bench.receive(1, 2)
        bench.settle()
        #expect(JournalTests.words(bench.settlement).allSatisfy { $0 == "withheld" })
        #expect(bench.settlement.journal?.count == 2)
    }

    @Test func eachReadingThatIsSettledIsToldExactlyOnce() {
        var bench = Bench.connected()
        bench.settlement.journal = []
        bench.receive(1..<200)
        bench.settle()
        for number in 1..<200 { bench.acknowledge(number) }
        bench.settle()
        let first = (bench.settlement.journal ?? []).filter { $0.outcome != .delivered }
        #expect(first.count == 199)
        #expect(Set(first.map(\.reading.id)).count == 199)
    }
}
