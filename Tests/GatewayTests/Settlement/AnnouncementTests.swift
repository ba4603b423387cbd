import JSONSchema
import Observations
import Store
import Testing

@testable import Gateway

/// Events of things go through the outbox, in a transaction of their own.
@Suite struct AnnouncementTests {
    private static func events(_ numbers: ClosedRange<Int>, _ bench: Bench) -> [Announcement] {
        numbers.map { Announcement(reading: bench.reading($0), sequence: Int64($0)) }
    }

    /// The transaction that is asked for next.
    private static func commit(_ bench: inout Bench) throws -> StoreTransaction {
        guard case .commit(let transaction) = bench.settlement.nextAction(at: bench.now) else {
            throw Bench.NoPublication(action: "no commit")
        }
        return transaction
    }

    @Test func anEventIsStoredWithItsMarkAndThenSent() throws {
        var bench = Bench.connected()
        bench.settlement.announce(Self.events(1...2, bench))
        #expect(!bench.settlement.mayAnnounce)
        let transaction = try Self.commit(&bench)
        #expect(transaction.readings.map(\.id.bits) == [1, 2])
        #expect(transaction.marks == [Announcement.mark: 2])
        let answer = bench.store.apply(transaction)
        let receipt = try #require(answer)
        bench.settlement.committed(transaction, receipt, at: bench.now)
        #expect(bench.settlement.mayAnnounce && bench.settlement.counters.announced == 2)
        #expect(bench.settle().filter { $0 != "fetch" } == ["drain 1", "drain 2"])
        bench.acknowledge(1, 2)
        bench.pass(.milliseconds(100))
        #expect(bench.settle() == ["commit delete(#1) delete(#2)"])
    }

    @Test func withoutAnUplinkItWaitsInTheOutbox() {
        var bench = Bench()
        bench.settlement.announce(Self.events(1...1, bench))
        #expect(bench.settle() == ["commit 1"])
        bench.openUplink()
        #expect(bench.settlement.window?.count == 1)
    }

    @Test func anEventOfAThingThatIsGoneOnlyMovesTheMark() throws {
        var bench = Bench.connected()
        bench.settlement.announce([Announcement(reading: nil, sequence: 9)])
        let transaction = try Self.commit(&bench)
        #expect(transaction.readings.isEmpty && transaction.marks == [Announcement.mark: 9])
        #expect(!transaction.isEmpty)
    }

    @Test func aFullOutboxKeepsNobodyOffTheFieldForAnEvent() {
        var bench = Bench(rowsMax: 1)
        bench.openField()
        bench.receive(5)
        bench.settle()
        bench.settlement.announce(Self.events(1...1, bench))
        #expect(bench.settle() == ["commit 1"])
        #expect(bench.settlement.obstacle == nil && bench.settlement.fieldMayBeRead)
        #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: Settlement.announcementRetry))
        bench.openUplink()
        bench.acknowledge(5)
        bench.pass(Settlement.announcementRetry)
        bench.settle()
        bench.acknowledge(1)
        #expect(bench.settlement.counters.announced == 1)
    }

    /// While batches are settled by the uplink nobody needs the disk: an event must not be what closes the field.
    @Test func aFullDiskKeepsNobodyOffTheFieldForAnEvent() {
        var bench = Bench.connected()
        bench.settlement.announce(Self.events(1...1, bench))
        #expect(bench.turn() == ["commit 1"])
        bench.failStore(because: .diskFull)
        #expect(!bench.settlement.mayAnnounce && bench.settlement.obstacle == nil && bench.settlement.fieldMayBeRead)
        bench.receive(7)
        #expect(bench.turn() == ["publish 7"])
        bench.acknowledge(7)
        #expect(bench.turn() == ["release"])
        bench.pass(Settlement.announcementRetry)
        #expect(bench.settle().contains("commit 1"))
        #expect(bench.settlement.counters.announced == 1)
    }

    @Test func aStoreThatFailsIsAskedAgain() {
        var bench = Bench.connected()
        bench.settlement.announce(Self.events(1...1, bench))
        #expect(bench.turn() == ["commit 1"])
        bench.failStore(because: .storeFailed)
        #expect(!bench.settlement.mayAnnounce && bench.settlement.obstacle == .storeFailed)
        bench.pass(.seconds(2))
        #expect(bench.settle().contains("commit 1"))
        #expect(bench.settlement.counters.announced == 1 && bench.settlement.obstacle == nil)
    }

    @Test func aBatchIsNotHeldByAnEvent() {
        var bench = Bench.connected()
        bench.settlement.announce(Self.events(1...1, bench))
        #expect(bench.turn() == ["commit 1"])
        bench.receive(7)
        #expect(bench.turn() == ["publish 7"])
        bench.acknowledge(7)
        #expect(bench.turn() == ["release"])
    }

    // MARK: What is told

    private static func news(_ offsets: String = "", newModel: String = "elsys/ers") throws -> HardwareNews {
        let old = try IntakeTests.thing("w-1", "elsys/ers", hardwareID: "old-1")
        let model = try #require(ModelID(newModel))
        let new = try old.changed {
            $0.hardwareID = "new-1"
            $0.model = model
            $0.offsets = try CounterOffsets(offsets)
        }
        let at = GatewayVersion.released.advanced(byMicroseconds: 1)
        return HardwareNews(
            replacement: HardwareReplacement(of: old, by: new, at: at),
            thing: new,
            topic: "ioc/v1/city/environment/w-1/reading"
        )
    }

    private static func reading(_ news: HardwareNews, _ connection: Int64 = 3) throws -> OutboxReading {
        let clock = GatewayClock(isSynchronised: true, builtAt: GatewayVersion.released)
        let announcement = news.announcement(try Slug("g-1"), clock, connection, at: Bench().now)
        return try #require(announcement.reading)
    }

    @Test func theEventIsAReadingByTheSchema() throws {
        let reading = try Self.reading(try Self.news("water_volume=12.5", newModel: "elsys/elt-2"))
        let json = try JSONValue(parsing: reading.body)
        #expect(try JSONSchema.reading().faults(in: json) == [])
        let parameters = try #require(json["parameters"])
        #expect(parameters["event"]?.string == "hardware-replaced")
        #expect(parameters["oldHardware"]?.string == "old-1" && parameters["newHardware"]?.string == "new-1")
        #expect(parameters["oldModel"]?.string == "elsys/ers" && parameters["newModel"]?.string == "elsys/elt-2")
        #expect(parameters["counterOffsets"]?["water_volume"]?.number == 12.5)
        #expect(json["observations"]?.elements.isEmpty == true && json["timeSource"]?.string == "gateway")
        #expect(json["model"]?.string == "elsys/elt-2")
        #expect(Array(reading.body[reading.replayedOffset...].prefix(5)) == Array("false".utf8))
    }

    @Test func theSameReplacementHasTheSameId() throws {
        let first = try Self.reading(try Self.news())
        #expect(try Self.reading(try Self.news(), 77).id == first.id)
        let plain = try JSONValue(parsing: first.body)
        #expect(plain["parameters"]?.keys == ["event", "oldHardware", "newHardware"])
    }
}
