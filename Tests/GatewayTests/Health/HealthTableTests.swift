import JSONSchema
import Observations
import Store
import Testing

@testable import Gateway

/// When a thing is online, late or silent.
@Suite struct HealthTableTests {
    @Test func aThingIsLateAfterOneAndAHalfIntervalsAndSilentAfterThree() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        #expect(try bench.condition("air-1") == .never)
        bench.advance(1_000)
        #expect(try bench.condition("air-1") == .never, "what was never heard is not late")
        try bench.hear("air-1")
        let heard = bench.wall
        #expect(try bench.condition("air-1") == .online)
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late)
        #expect(try bench.table[Slug("air-1")]?.since == heard.advanced(byMicroseconds: 90 * HealthBench.second))
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .late)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .silent)
        bench.advance(10_000, step: 5)
        try bench.hear("air-1")
        #expect(try bench.condition("air-1") == .online)
        #expect(try bench.table[Slug("air-1")]?.since == bench.wall)
        bench.advance(90)
        #expect(try bench.condition("air-1") == .late)
        try bench.hear("air-1")
        bench.advance(80)
        try bench.hear("air-1")
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .online)
    }

    @Test func aThingWithoutAnExpectedIntervalIsNeverLate() throws {
        var bench = try HealthBench([HealthBench.thing("air-1", interval: nil)])
        try bench.hear("air-1")
        bench.advance(1_000_000, step: 9)
        #expect(try bench.condition("air-1") == .online)
        #expect(bench.table.counts.ok == 1)
    }

    @Test func aMissingIntervalForgivesWhatWasLate() throws {
        var bench = try HealthBench([HealthBench.thing("air-1"), HealthBench.thing("air-2")])
        try bench.hear("air-1")
        try bench.hear("air-2")
        bench.advance(100)
        try bench.follow([HealthBench.thing("air-1", interval: nil), HealthBench.thing("air-2", interval: 600)])
        #expect(try bench.condition("air-1") == .online)
        #expect(try bench.condition("air-2") == .online)
        bench.advance(899, step: 1)
        #expect(try bench.condition("air-2") == .online)
        bench.advance(1)
        #expect(try bench.condition("air-2") == .late)
    }

    @Test(arguments: [Thing.State.maintenance, .calibrating]) func workOnAThingMutesIt(state: Thing.State) throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.hear("air-1")
        try bench.follow([HealthBench.thing("air-1", state: state)])
        #expect(try bench.condition("air-1")?.rawValue == state.rawValue)
        #expect(bench.table.counts.maintenance == 1)
        bench.advance(1_000)
        #expect(try bench.condition("air-1")?.rawValue == state.rawValue)
        try bench.follow([HealthBench.thing("air-1")])
        #expect(try bench.condition("air-1") == .online, "it has its time again")
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late)
    }

    @Test func aThingThatComesTakesThePlaceOfOneThatWentAndNothingElseOfIt() throws {
        var bench = try HealthBench([HealthBench.thing("stays"), HealthBench.thing("old-0")])
        for round in 0..<20 {
            try bench.hear("old-\(round)")
            try bench.hear("stays")
            try bench.follow([HealthBench.thing("stays")])
            #expect(try bench.condition("old-\(round)") == nil)
            try bench.follow([HealthBench.thing("stays"), HealthBench.thing("old-\(round + 1)")])
            #expect(try bench.condition("old-\(round + 1)") == .never)
        }
        #expect(bench.table.things.count == 2, "the table does not grow with the changes")
        #expect(bench.table.record.things.count == 2)
        bench.advance(89.75)
        #expect(try bench.condition("stays") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("stays") == .late)
        #expect(try bench.condition("old-20") == .never, "the deadline was the former one's")
        #expect((bench.table.counts.late, bench.table.counts.never, bench.table.counts.ok) == (1, 1, 0))
    }

    @Test func whoIsSilentBeforeTheWorkIsSilentAfterIt() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.hear("air-1")
        bench.advance(200)
        try bench.follow([HealthBench.thing("air-1", state: .maintenance)])
        bench.advance(100)
        try bench.follow([HealthBench.thing("air-1")])
        #expect(try bench.condition("air-1") == .silent)
    }

    @Test func offTheFieldNothingBecomesLateAndEverythingHasItsTimeAgain() throws {
        var bench = try HealthBench([HealthBench.thing("air-1"), HealthBench.thing("air-2")])
        try bench.hear("air-1")
        try bench.hear("air-2")
        bench.advance(95)
        #expect(bench.table.counts.late == 2)
        try bench.hear("air-1")
        bench.advance(60)
        bench.isListening = false
        bench.advance(3_600, step: 1)
        #expect(try bench.condition("air-1") == .online)
        #expect(try bench.condition("air-2") == .late, "what was known stays")
        bench.isListening = true
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.5)
        #expect(try bench.condition("air-1") == .late)
        #expect(try bench.condition("air-2") == .late)
        bench.advance(90)
        #expect(bench.table.counts.silent == 2)
    }

    @Test func aSleepOfTheMachineIsNoSilence() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.hear("air-1")
        bench.advance(60)
        bench.sleep(7_200)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(89.75)
        #expect(try bench.condition("air-1") == .online)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late)
    }

    @Test(arguments: [-86_400.0, 86_400]) func aJumpOfTheCalendarIsNoSilence(seconds: Double) throws {
        let all = "mon-sun 00:00-24:00"
        var bench = try HealthBench([HealthBench.thing("air-1"), HealthBench.thing("air-2", schedule: all)])
        try bench.hear("air-1")
        try bench.hear("air-2")
        bench.advance(80)
        bench.jump(seconds)
        bench.advance(9.75)
        #expect(bench.table.counts.ok == 2)
        bench.advance(0.25)
        #expect(try bench.condition("air-1") == .late, "without a schedule only the steady clock counts")
        #expect(try bench.condition("air-2") == .online)
        bench.advance(79.75)
        #expect(try bench.condition("air-2") == .online)
        bench.advance(0.5)
        #expect(try bench.condition("air-2") == .late)
    }

    @Test func withoutACalendarAScheduleSaysNothing() throws {
        let all = "mon-sun 00:00-24:00"
        var bench = try HealthBench([HealthBench.thing("air-1"), HealthBench.thing("air-2", schedule: all)])
        bench.isCalendarTrusted = false
        bench.tick()
        try bench.hear("air-1")
        try bench.hear("air-2")
        bench.advance(1_000)
        #expect(try bench.condition("air-1") == .silent)
        #expect(try bench.condition("air-2") == .online)
        bench.isCalendarTrusted = true
        bench.advance(89.75)
        #expect(try bench.condition("air-2") == .online)
        bench.advance(60.5)
        #expect(try bench.condition("air-2") == .late)
    }

    @Test func onlyTimeInsideTheScheduleCounts() throws {
        // Every 30 min on weekdays 06:00-22:00; the last message on Friday at 21:50.
        let bench = try HealthBench(
            [HealthBench.thing("count-1", interval: 1_800, schedule: "mon-fri 06:00-22:00")],
            at: HealthBench.monday.advanced(byMicroseconds: (4 * 86_400 + 21 * 3_600 + 50 * 60) * HealthBench.second)
        )
        var copy = bench
        try copy.hear("count-1")
        // 10 minutes of Friday and 35 of Monday.
        let monday = Double(7 * 86_400 + 6 * 3_600 + 35 * 60 - (4 * 86_400 + 21 * 3_600 + 50 * 60))
        copy.advance(monday - 1, step: 9)
        #expect(try copy.condition("count-1") == .online)
        copy.advance(1)
        #expect(try copy.condition("count-1") == .late)
        copy.advance(45 * 60 - 1, step: 1)
        #expect(try copy.condition("count-1") == .late)
        copy.advance(1)
        #expect(try copy.condition("count-1") == .silent)
    }

    @Test func aRestartRaisesNoAlarmAndForgetsNone() throws {
        var bench = try HealthBench([HealthBench.thing("a"), HealthBench.thing("b"), HealthBench.thing("c")])
        try bench.hear("a")
        try bench.hear("b")
        bench.advance(200)
        #expect(bench.table.counts.silent == 2)
        try bench.hear("a")
        bench.advance(80)
        let text = HealthFile.text(bench.table.record)
        var after = try HealthBench(
            [HealthBench.thing("a"), HealthBench.thing("b"), HealthBench.thing("c"), HealthBench.thing("d")],
            at: bench.wall.advanced(byMicroseconds: 86_400 * HealthBench.second),
            restored: HealthFile.record(text)
        )
        #expect(try after.condition("a") == .online)
        #expect(try after.condition("b") == .silent)
        #expect(try after.condition("c") == .never)
        #expect(try after.condition("d") == .never)
        #expect(try after.table[Slug("a")]?.last.decoded == bench.table[Slug("a")]?.last.decoded)
        #expect(try after.table[Slug("b")]?.since == bench.table[Slug("b")]?.since)
        after.advance(89.75)
        #expect(try after.condition("a") == .online)
        after.advance(0.5)
        #expect(try after.condition("a") == .late)
    }

    @Test func whatARestartFindsLateHasItsTimeUntilItIsSilent() throws {
        var bench = try HealthBench([HealthBench.thing("a")])
        try bench.hear("a")
        bench.advance(100)
        var after = try HealthBench(
            [HealthBench.thing("a")],
            at: bench.wall,
            restored: HealthFile.record(HealthFile.text(bench.table.record))
        )
        #expect(try after.condition("a") == .late)
        after.advance(179.75)
        #expect(try after.condition("a") == .late)
        after.advance(0.5)
        #expect(try after.condition("a") == .silent)
    }

    @Test func aMessageOfAnUnknownThingIsNothing() throws {
        var bench = try HealthBench([])
        try bench.hear("air-1")
        bench.table.failed(try Slug("air-1"), .undecodable, at: bench.now)
        #expect(bench.table.counts == HealthCounts())
    }
}
