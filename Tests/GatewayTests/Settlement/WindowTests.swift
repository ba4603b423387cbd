import Observations
import Store
import Testing

@testable import Gateway

/// The uplink window, and how live readings and backlog share it.
@Suite struct WindowTests {
    @Test func neverMoreIsOutstandingThanTheWindow() {
        var bench = Bench.connected { $0.uplinkWindow = 2 }
        bench.receive(1, 2, 3)
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(2)
        #expect(bench.turn() == ["publish 3"])
        #expect(bench.turn() == [])
    }

    @Test(arguments: [(1_000, 20, 20), (1_000, 65_535, 1_000), (8, 20, 8), (8, 0, 1)])
    func theWindowIsTheSmallerOfOursAndTheServers(ours: Int, servers: Int, expected: Int) {
        var bench = Bench { $0.uplinkWindow = ours }
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: servers)
        #expect(bench.settlement.window?.limit == expected)
    }

    /// Five rows wait and are looked through; four live readings want to go.
    private static func besideABacklog() -> Bench {
        var bench = Bench { limits in
            limits.uplinkWindow = 4
            limits.settleTimeout = .seconds(60)
        }
        bench.openField()
        bench.receive(1, 2, 3, 4, 5)
        bench.settle()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 1_000)
        return bench
    }

    @Test func liveReadingsGoFirstButTakeThreeQuartersBesideABacklog() {
        var bench = WindowTests.besideABacklog()
        #expect(bench.turn() == ["fetch"])
        bench.receive(11, 12, 13, 14)
        #expect(bench.turn() == ["publish 11", "publish 12", "publish 13"])
        bench.answerStore()
        #expect(bench.turn().first == "drain 1 replayed")
        #expect(bench.turn() == [])
        bench.acknowledge(1)
        #expect(bench.turn().first == "drain 2 replayed")
        bench.acknowledge(11)
        #expect(bench.turn() == ["publish 14"])
    }

    @Test func liveReadingsTakeTheWholeWindowWithoutABacklog() {
        var bench = Bench.connected { $0.uplinkWindow = 4 }
        bench.receive(1, 2, 3, 4)
        #expect(bench.turn() == ["publish 1", "publish 2", "publish 3", "publish 4"])
    }

    @Test func theBacklogTakesTheWholeWindowWithoutLiveReadings() {
        var bench = WindowTests.besideABacklog()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        let drained = bench.turn().filter { $0.hasPrefix("drain") }
        #expect(drained == (1...4).map { "drain \($0) replayed" })
    }

    @Test func aPublishThatTheConnectionDoesNotTakeKeepsItsPlace() throws {
        var bench = Bench.connected()
        bench.receive(1, 2)
        let publication = try bench.nextPublication()
        bench.settlement.postponed(publication, at: bench.now)
        #expect(bench.turn() == [])
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .milliseconds(10)))
        bench.pass(.milliseconds(10))
        #expect(bench.turn() == ["publish 1", "publish 2"])
    }

    @Test func aRowThatTheConnectionDoesNotTakeKeepsItsPlace() throws {
        var bench = WindowTests.besideABacklog()
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        let publication = try bench.nextPublication()
        bench.settlement.postponed(publication, at: bench.now)
        #expect(bench.turn() == ["fetch"])
        bench.answerStore()
        bench.pass(.milliseconds(10))
        #expect(bench.turn().first == "drain 1 replayed")
    }

    @Test func aWindowEndsWithItsConnection() {
        var bench = Bench.connected()
        bench.receive(1)
        #expect(bench.turn() == ["publish 1"])
        bench.settlement.uplinkEnded(at: bench.now)
        #expect(bench.settlement.window == nil)
        bench.settlement.uplinkOpened(2, serverReceiveMaximum: 10)
        #expect(bench.settlement.window?.count == 0)
        bench.acknowledge(1)
        #expect(bench.settlement.counters.forwarded == 0, "a PUBACK of the last connection says nothing")
    }

    private static func entry(
        _ occupant: UplinkWindow.Occupant,
        _ reading: OutboxReading,
        isLive: Bool = true,
        at microseconds: Int64 = 0
    ) -> UplinkWindow.Entry {
        let published = SteadyInstant(microseconds: microseconds)
        return UplinkWindow.Entry(occupant: occupant, reading: reading, isLive: isLive, published: published)
    }

    @Test func theWindowCountsItsLiveReadings() {
        let bench = Bench()
        var window = UplinkWindow(limit: 4)
        #expect(window.liveLimitBesideBacklog == 3)
        #expect(UplinkWindow(limit: 1).liveLimitBesideBacklog == 1)
        let live = WindowTests.entry(.member(0), bench.reading(1))
        let stored = WindowTests.entry(.row(.init(rawValue: 1)), bench.reading(2), isLive: false)
        let added = [window.add(live, packet: 1), window.add(stored, packet: 2)]
        #expect(added == [true, true])
        #expect((window.count, window.liveCount) == (2, 1))
        #expect(window.remove(packet: 3)?.occupant == nil)
        #expect(window.remove(packet: 1)?.occupant == .member(0))
        #expect((window.count, window.liveCount) == (1, 0))
        window.replaceOccupant(of: 2, with: .row(.init(rawValue: 7)))
        #expect(window.remove(packet: 2)?.occupant == .row(.init(rawValue: 7)))
    }

    @Test func aPacketIdentifierThatIsOwedIsNotTakenTwice() {
        let bench = Bench()
        var window = UplinkWindow(limit: 4)
        let first = WindowTests.entry(.member(0), bench.reading(1))
        let second = WindowTests.entry(.member(1), bench.reading(2))
        #expect([window.add(first, packet: 1), window.add(second, packet: 1)] == [true, false])
        #expect((window.count, window.liveCount) == (1, 1))
        #expect(window.remove(packet: 1)?.occupant == .member(0))
    }

    @Test func theOldestPublishIsThatOfTheOldestDebt() {
        let bench = Bench()
        var window = UplinkWindow(limit: 4)
        #expect(window.oldestPublish() == nil)
        for number in 1...3 {
            let entry = WindowTests.entry(.member(number), bench.reading(number), at: Int64(number))
            _ = window.add(entry, packet: UInt16(number))
        }
        _ = window.remove(packet: 2)
        #expect(window.oldestPublish()?.microseconds == 1)
        _ = window.remove(packet: 1)
        #expect(window.oldestPublish()?.microseconds == 3)
        _ = window.remove(packet: 3)
        #expect(window.oldestPublish() == nil)
    }

    @Test func withRoomForOneLiveReadingsAndBacklogTakeTurns() {
        var bench = Bench { limits in
            limits.uplinkWindow = 1
            limits.settleTimeout = .seconds(60)
        }
        bench.openField()
        bench.receive(1, 2, 3)
        bench.settle()
        bench.settlement.uplinkOpened(1, serverReceiveMaximum: 1_000)
        #expect(bench.turn() == ["fetch"])
        bench.receive(11, 12)
        bench.answerStore()
        var published: [String] = []
        for number in [11, 1, 12, 2] {
            published += bench.turn().filter { $0 != "fetch" && $0 != "release" }
            bench.answerStore()
            bench.acknowledge(number)
        }
        #expect(published == ["publish 11", "drain 1 replayed", "publish 12", "drain 2 replayed"])
    }

    @Test func anAbandonedPublishIsAdoptedOnce() {
        let bench = Bench()
        let reading = bench.reading(1)
        var window = UplinkWindow(limit: 4)
        let isAdded = window.add(WindowTests.entry(.member(3), reading), packet: 9)
        #expect(isAdded)
        #expect(window.adopt(reading.id, as: .member(0)) == nil)
        window.abandon(packet: 9)
        #expect(window.adopt(reading.id, as: .member(5)) == 9)
        #expect(window.adopt(reading.id, as: .member(6)) == nil)
        #expect(window.remove(packet: 9)?.occupant == .member(5))
    }
}
