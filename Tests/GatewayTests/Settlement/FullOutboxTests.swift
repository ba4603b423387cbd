import Observations
import Store
import Testing

@testable import Gateway

/// Promise 6: at the outbox's limit the field is left unreleased, and rejoined below 90 %.
@Suite struct FullOutboxTests {
    /// Ten rows of ten are stored; the uplink is down.
    private static func full() -> Bench {
        var bench = Bench(rowsMax: 10)
        bench.openField()
        bench.receive(1...10)
        bench.settle()
        return bench
    }

    @Test func aFullOutboxClosesTheFieldUnreleased() {
        var bench = FullOutboxTests.full()
        bench.receive(11)
        #expect(bench.turn() == ["commit 11"])
        bench.answerStore()
        #expect(!bench.settlement.fieldMayBeWritten)
        #expect(bench.turn() == ["close field"])
        #expect(bench.settlement.obstacle == .outboxFull)
        #expect(!bench.settlement.fieldIsWanted)
        #expect(bench.settlement.counters.withheld == 1)
        #expect(!bench.settlement.duplicates.contains(bench.reading(11).id))
    }

    @Test func theFieldIsRejoinedBelowNinetyPercentAndNotBefore() {
        var bench = FullOutboxTests.full()
        bench.receive(11)
        bench.settle()
        bench.openUplink()
        bench.acknowledge(1)
        bench.pass(.seconds(1))
        bench.settle()
        #expect(bench.store.state.rows.count == 9)
        #expect(!bench.settlement.fieldIsWanted)
        bench.acknowledge(2)
        bench.pass(Drain.deleteDelay)
        bench.settle()
        #expect(bench.store.state.rows.count == 8)
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func whatTheUplinkTakesIsReleasedAlthoughTheOutboxIsFull() {
        var bench = FullOutboxTests.full()
        bench.openUplink()
        bench.receive(11)
        #expect(bench.turn() == ["publish 11"])
        bench.acknowledge(11)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.obstacle == nil)
    }

    @Test func readingsThatTheUplinkRefusesGoToQuarantineWhenTheOutboxIsFull() {
        var bench = FullOutboxTests.full()
        bench.openUplink()
        bench.receive(11)
        #expect(bench.turn() == ["publish 11"])
        bench.acknowledge(11, reasonCode: 0x87)
        #expect(bench.turn() == ["commit 11(parked)"])
        bench.answerStore()
        #expect(bench.turn() == ["commit quarantine(refused-upstream)"])
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.obstacle == nil)
    }

    @Test func parkedRowsAloneDoNotKeepTheOthersOffTheField() {
        var bench = Bench.connected(rowsMax: 2)
        bench.receive(1, 2)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(1, 2, reasonCode: 0x87)
        bench.settle()
        bench.receive([3], topic: "other")
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["publish 3", "commit 3"])
        bench.answerStore()
        #expect(bench.settlement.obstacle == .outboxFull)
        bench.settle()
        #expect(bench.settlement.obstacle == nil)
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func expiryMakesRoomToo() {
        var bench = FullOutboxTests.full()
        bench.receive(11)
        bench.settle()
        var summary = bench.store.summary
        summary.rows = 8
        bench.settlement.expired([], summary)
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func afterAFullOutboxTheUplinkComesFirstEvenWhereTheStoreShould() {
        var bench = Bench(rowsMax: 2) { $0.settleTimeout = .zero }
        bench.openField()
        bench.receive(1, 2)
        bench.settle()
        bench.openUplink()
        bench.receive(3)
        #expect(bench.turn() == ["commit 3"])
        bench.answerStore()
        #expect(bench.turn().last == "close field")
        bench.acknowledge(1)
        bench.pass(.seconds(1))
        #expect(bench.settle().contains("commit delete(#1)"))
        bench.openField()
        bench.receive(3)
        #expect(bench.turn() == ["publish 3"])
        bench.pass(bench.settlement.limits.holdMaximum / 2 - .microseconds(1))
        #expect(bench.turn() == [])
        bench.pass(.microseconds(1))
        #expect(bench.turn() == ["commit 3"])
    }

    @Test(arguments: [true, false]) func noRowIsPublishedWhileACommitMayDropIt(dropsOldest: Bool) {
        var bench = Bench(rowsMax: 10) { $0.dropsOldest = dropsOldest }
        bench.openField()
        bench.receive(1...9)
        bench.settle()
        bench.openUplink(receiveMaximum: 1)
        bench.receive(10)
        bench.pass(.milliseconds(250))
        #expect(bench.turn() == ["commit 10"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["publish 10"])
        bench.acknowledge(10)
        #expect(bench.turn() == (dropsOldest ? [] : ["drain 2 replayed"]))
        bench.answerStore()
        #expect(bench.turn().contains("drain 2 replayed") == dropsOldest)
    }

    @Test(arguments: [true, false]) func noRowIsPublishedWhileRowsExpire(hasExpired: Bool) {
        var bench = Bench()
        bench.openField()
        bench.receive(1, 2)
        bench.settle()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 10)
        #expect(bench.settlement.beginExpiry() == [])
        #expect(bench.settle() == ["fetch", "fetch"])
        if hasExpired {
            bench.settlement.expired([SequenceNumber(rawValue: 1)], bench.store.summary)
        } else {
            bench.settlement.expiryFailed()
        }
        #expect(bench.turn().first == (hasExpired ? "drain 2 replayed" : "drain 1 replayed"))
    }

    /// Rows, the limit in rows, bytes, the limit in bytes.
    @Test(
        arguments: [
            (0, 0, 0, 1_000, false), (89, 100, 0, 1_000, false), (90, 100, 0, 1_000, true), (0, 100, 899, 1_000, false),
            (0, 100, 900, 1_000, true), (1_000_000, 0, 0, 1_000, false), (0, 5, 0, 1_000, false),
            (4, 5, 0, 1_000, false),
            (5, 5, 0, 1_000, true), (0, 1, 0, 1_000, false), (17, 19, 0, 1_000, false), (18, 19, 0, 1_000, true),
            (0, .max, 0, .max, false),
        ] as [(Int, Int, Int64, Int64, Bool)]
    )
    func nearlyFullMeansNinetyPercentOfEitherLimit(
        rows: Int,
        rowsMax: Int,
        bytes: Int64,
        bytesMax: Int64,
        isNearlyFull: Bool
    ) {
        var limits = SettlementLimits()
        limits.outboxRowsMax = rowsMax
        limits.outboxBytesMax = bytesMax
        var summary = Bench().store.summary
        summary.rows = rows
        summary.bytes = bytes
        #expect(limits.isNearlyFull(summary) == isNearlyFull)
    }
}
