import Testing

@testable import GatewayCLI

struct PublishScheduleTests {
    @Test func messagesAreSpreadEvenlyOverTime() {
        var schedule = PublishSchedule(rate: 10, countMax: nil, duration: nil)
        var taken: [Int] = []
        for step in 0..<40 { taken.append(schedule.take(at: .milliseconds(step * 50), room: 100)) }
        #expect(taken.max() == 1)
        #expect((19...21).contains(schedule.taken))
    }

    @Test func theFirstMessageIsDueAtOnceHoweverLowTheRate() {
        var schedule = PublishSchedule(rate: 0.01, countMax: nil, duration: nil)
        #expect(schedule.take(at: .zero, room: 100) == 1)
        #expect(schedule.take(at: .seconds(50), room: 100) == 0)
        #expect(schedule.wait == .seconds(50))
        #expect(schedule.take(at: .seconds(101), room: 100) == 1)
    }

    @Test func ofLostTimeOneSecondIsMadeUpFor() {
        var schedule = PublishSchedule(rate: 50, countMax: nil, duration: nil)
        _ = schedule.take(at: .zero, room: 100)
        #expect(schedule.take(at: .seconds(60), room: 1_000) == 50)
    }

    @Test func noMoreIsTakenThanThereIsRoomFor() {
        var schedule = PublishSchedule(rate: 50, countMax: nil, duration: nil)
        #expect(schedule.take(at: .seconds(1), room: 3) == 3)
        #expect(schedule.take(at: .seconds(1), room: 100) == 47)
    }

    @Test func theCountIsReachedAndNeverPassed() {
        var schedule = PublishSchedule(rate: 1_000, countMax: 7, duration: nil)
        #expect(schedule.take(at: .seconds(1), room: 100) == 7)
        #expect(schedule.isOver(at: .seconds(1)))
        #expect(schedule.take(at: .seconds(2), room: 100) == 0)
    }

    @Test func nothingIsTakenAfterTheDuration() {
        var schedule = PublishSchedule(rate: 10, countMax: nil, duration: .seconds(5))
        #expect(!schedule.isOver(at: .milliseconds(4_999)))
        #expect(schedule.isOver(at: .seconds(5)))
        #expect(schedule.take(at: .seconds(5), room: 100) == 0)
    }
}
