import Devices
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What a kept message that is read at last says of its thing's health.
@Suite struct BelatedHearingTests {
    private static func hearing(_ thing: String, _ received: Timestamp, battery: Double? = nil) throws -> BelatedHearing
    {
        let message = DecodedMessage(
            hardwareID: "hw-\(thing)",
            battery: LastHeard.Battery(level: battery),
            observed: received
        )
        return BelatedHearing(thing: try Slug(thing), message: message, received: received)
    }

    /// A bench that has run for a day, with things that are registered only now.
    private static func bench(_ things: [Thing]) throws -> HealthBench {
        var bench = try HealthBench([])
        bench.advance(86_400, step: 5)
        try bench.follow(things)
        return bench
    }

    private static func ago(_ seconds: Int64, _ bench: HealthBench) -> Timestamp {
        bench.wall.advanced(byMicroseconds: -seconds * HealthBench.second)
    }

    @Test func anAdoptedThingIsOnlineSinceItWasHeard() throws {
        var bench = try Self.bench([HealthBench.thing("air-1")])
        let received = Self.ago(30, bench)
        bench.table.heard(try Self.hearing("air-1", received, battery: 80), at: bench.now)
        let health = try #require(bench.table[Slug("air-1")])
        #expect(health.condition == .online && health.since == received)
        #expect(health.last.decoded == received && health.last.battery.level == 80)
        #expect(health.last.received == nil && health.last.messages == 0, "it is no message of now")
        let status = try #require(bench.publish().first { $0.topic.contains("air-1") })
        #expect(String(decoding: status.payload, as: UTF8.self).contains(#""lastHeard":"\#(received)""#))
        bench.advance(59.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late)
        #expect(try bench.table[Slug("air-1")]?.since == received.advanced(byMicroseconds: 90 * HealthBench.second))
    }

    @Test(arguments: [(89, ThingCondition.online), (91, .late), (181, .silent), (80_000, .silent)])
    func whoHasBeenSilentSinceIsNotOnline(seconds: Int, condition: ThingCondition) throws {
        var bench = try Self.bench([HealthBench.thing("air-1")])
        bench.table.heard(try Self.hearing("air-1", Self.ago(Int64(seconds), bench)), at: bench.now)
        #expect(try bench.condition("air-1") == condition)
        #expect(bench.table.counts.never == 0)
    }

    @Test func aThingWithoutAnExpectedIntervalIsOnline() throws {
        var bench = try Self.bench([HealthBench.thing("air-1", interval: nil)])
        bench.table.heard(try Self.hearing("air-1", Self.ago(80_000, bench)), at: bench.now)
        #expect(try bench.condition("air-1") == .online)
    }

    @Test func whatIsOlderThanWhatIsKnownSaysNothing() throws {
        var bench = try Self.bench([HealthBench.thing("air-1")])
        try bench.hear("air-1")
        let heard = bench.wall
        bench.advance(200)
        _ = try bench.publish()
        bench.table.heard(try Self.hearing("air-1", heard.advanced(byMicroseconds: -1)), at: bench.now)
        bench.table.heard(try Self.hearing("air-1", bench.wall.advanced(byMicroseconds: 1)), at: bench.now)
        bench.table.heard(try Self.hearing("nobody", bench.wall), at: bench.now)
        #expect(try bench.condition("air-1") == .silent)
        #expect(try bench.table[Slug("air-1")]?.last.decoded == heard)
        #expect(try bench.publish().isEmpty)
    }

    @Test func aFailureBeforeItIsOver() throws {
        var bench = try Self.bench([HealthBench.thing("air-1")])
        bench.table.failed(try Slug("air-1"), .wrongKey, at: bench.now)
        let failed = bench.wall
        bench.advance(10)
        bench.table.heard(try Self.hearing("air-1", failed), at: bench.now)
        #expect(try bench.table[Slug("air-1")]?.last.isFailing == false)
        bench.table.failed(try Slug("air-1"), .wrongKey, at: bench.now)
        bench.table.heard(try Self.hearing("air-1", failed.advanced(byMicroseconds: 1)), at: bench.now)
        #expect(try bench.table[Slug("air-1")]?.last.isFailing == true, "it failed later")
    }

    /// No further back than from when the gateway could hear, and by a calendar that can be followed.
    @Test func whatWasReceivedBeforeTheStartHasItsTimeAfterIt() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        bench.advance(10)
        bench.table.heard(try Self.hearing("air-1", Self.ago(50_000, bench)), at: bench.now)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(79.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late)
    }

    @Test(arguments: [true, false]) func aJumpOfTheCalendarMakesNoThingSilent(isTrusted: Bool) throws {
        var bench = try Self.bench([HealthBench.thing("air-1")])
        let received = bench.wall
        bench.isCalendarTrusted = isTrusted
        bench.jump(500_000)
        bench.advance(10)
        bench.table.heard(try Self.hearing("air-1", received), at: bench.now)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(79.5)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(10.5)
        #expect(try bench.condition("air-1") == .late)
    }

    /// After a start, a thing that was silent before it stays so; one that is in time by the calendar is online.
    @Test func whoWasSilentBeforeAStartIsOnlineOnlyByTheCalendar() throws {
        var before = try Self.bench([HealthBench.thing("day-1", interval: 3_600), HealthBench.thing("air-1")])
        try before.hear("day-1")
        try before.hear("air-1")
        before.advance(4 * 3_600, step: 5)
        #expect(before.table.counts.silent == 2)
        var bench = try HealthBench(before.things, at: before.wall, restored: before.table.record)
        bench.advance(10)
        for thing in ["day-1", "air-1"] {
            bench.table.heard(try Self.hearing(thing, Self.ago(600, bench)), at: bench.now)
        }
        #expect(try bench.condition("day-1") == .online)
        #expect(try bench.condition("air-1") == .silent)
        #expect(try bench.table[Slug("air-1")]?.last.decoded == Self.ago(600, bench))
    }

    @Test func maintenanceGivesItsTimeToAThingThatWasNeverHeard() throws {
        var bench = try Self.bench([HealthBench.thing("air-1", state: .maintenance)])
        let received = bench.wall
        bench.advance(1_000)
        try bench.follow([HealthBench.thing("air-1")])
        bench.table.heard(try Self.hearing("air-1", received), at: bench.now)
        #expect(try bench.condition("air-1") == .online)
    }

    @Test func ofEachThingTheNewestCounts() throws {
        let bench = try HealthBench([])
        var hearings = BelatedHearings()
        for seconds in [30, 10, 20] as [Int64] { hearings.add(try Self.hearing("air-1", Self.ago(seconds, bench))) }
        var more = BelatedHearings()
        more.add(try Self.hearing("air-1", Self.ago(15, bench)))
        more.add(try Self.hearing("air-2", Self.ago(15, bench)))
        hearings.add(more)
        let first = hearings.take(1)
        let taken = (first + hearings.take()).sorted { $0.thing < $1.thing }
        #expect(hearings.isEmpty && first.count == 1)
        #expect(
            taken == [try Self.hearing("air-1", Self.ago(10, bench)), try Self.hearing("air-2", Self.ago(15, bench))]
        )
    }
}
