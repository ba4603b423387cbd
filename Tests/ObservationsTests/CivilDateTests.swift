import Testing

@testable import Observations

@Suite struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11016), (2000, 3, 1, 11017), (1900, 3, 1, -25_508),
        (2100, 2, 28, 47_540), (2100, 3, 1, 47_541), (0, 1, 1, -719_528), (0, 3, 1, -719_468), (-400, 3, 1, -865_565),
        (2026, 11, 23, 20_780),
    ])
    func countsDays(year: Int, month: Int, day: Int, days: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
    }

    @Test func everyDayFollowsTheDayBefore() throws {
        var previous = CivilDate(daysSinceEpoch: -800_001)
        var faults: [Int] = []
        for days in -800_000...200_000 {
            let date = CivilDate(daysSinceEpoch: days)
            if date.daysSinceEpoch != days { faults.append(days) }
            let isNextDay = date.month == previous.month && date.day == previous.day + 1
            let isNextMonth = date.day == 1 && previous.day >= 28 && date.month == previous.month % 12 + 1
            if !isNextDay && !isNextMonth { faults.append(days) }
            previous = date
        }
        #expect(faults == [])
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 6, 31), (2026, 1, 0), (9_999_999, 1, 1),
    ])
    func refusesADayThatDoesNotExist(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }
}
