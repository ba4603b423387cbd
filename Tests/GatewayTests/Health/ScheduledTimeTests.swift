import Foundation
import Observations
import Testing

@testable import Gateway

/// Only time inside a schedule counts.
@Suite struct ScheduledTimeTests {
    /// Day 0 is a Monday.
    private static func moment(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Timestamp {
        HealthBench.monday.advanced(byMicroseconds: Int64(day * 86_400 + hour * 3_600 + minute * 60) * 1_000_000)
    }

    private static let cases: [(String, Timestamp, minutes: Int64, Timestamp)] = [
        ("mon-sun 00:00-24:00", moment(0, 1), 90, moment(0, 2, 30)),
        ("mon-fri 08:00-18:00", moment(0, 8), 600, moment(0, 18)),
        ("mon-fri 08:00-18:00", moment(0, 7), 1, moment(0, 8, 1)),
        ("mon-fri 08:00-18:00", moment(4, 17, 30), 60, moment(7, 8, 30)),
        ("mon-fri 08:00-18:00", moment(5, 12), 30, moment(7, 8, 30)),
        ("mon-fri 08:00-18:00", moment(0, 8), 3_000, moment(4, 18)),
        ("mon-fri 08:00-18:00", moment(0, 8), 3_001, moment(7, 8, 1)),
        ("mon-fri 08:00-18:00", moment(0, 8), 30_000, moment(67, 18)),
        ("mon-sun 22:00-02:00", moment(0, 23), 120, moment(1, 1)),
        ("sun 23:00-01:00", moment(6, 23, 30), 60, moment(7, 0, 30)),
        ("sun 23:00-01:00", moment(0, 0, 30), 60, moment(6, 23, 30)),
        ("fri-mon", moment(1, 0), 1, moment(4, 0, 1)),
    ]

    @Test(arguments: cases.indices) func itEndsAtItsMinute(index: Int) throws {
        let (text, start, minutes, end) = Self.cases[index]
        let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        let time = ScheduledTime(try ReportingSchedule(text), in: zone)
        #expect(time.end(ofMicroseconds: minutes * 60_000_000, from: start) == end)
    }

    /// In Berlin the clocks go back at 2026-10-25 03:00: that Sunday has a second hour from 02:00 to 03:00.
    @Test func aChangeOfTheClocksIsReckonedWith() throws {
        let berlin = ScheduledTime(
            try ReportingSchedule("sun 01:00-04:00"),
            in: try #require(TimeZone(identifier: "Europe/Berlin"))
        )
        let midnight = try #require(Timestamp(iso8601: Array("2026-10-24T22:00:00Z".utf8)))
        let end = berlin.end(ofMicroseconds: 4 * 3_600_000_000, from: midnight)
        #expect("\(end)" == "2026-10-25T03:00:00.000Z", "04:00 in Berlin")
    }
}
