import Foundation
import Observations

/// Time that counts: only what lies inside a schedule, by the calendar of a time zone.
struct ScheduledTime {
    private static let minute: Int64 = 60_000_000
    private static let day = 1_440 * minute
    private static let week = Int64(ReportingSchedule.minutesOfWeek) * minute
    /// The first Monday of the calendar's count is 1970-01-05.
    private static let firstMonday = 4 * day

    private static let weeksWalked: Int64 = 4

    private let schedule: ReportingSchedule
    private let zone: TimeZone

    init(_ schedule: ReportingSchedule, in zone: TimeZone) {
        self.schedule = schedule
        self.zone = zone
    }

    /// When so much scheduled time has passed since a moment.
    func end(ofMicroseconds amount: Int64, from start: Timestamp) -> Timestamp {
        let inWeek = schedule.spans.reduce(into: Int64(0)) { $0 += Int64($1.count) } * ScheduledTime.minute
        guard inWeek > 0 else { return Timestamp(microseconds: .max) }
        // What is many weeks long is walked span by span for its last ones only: a change of the clocks before them counts
        // for nothing.
        let weeks = max(0, amount / inWeek - ScheduledTime.weeksWalked)
        var moment = start.microseconds + weeks * ScheduledTime.week
        var left = amount - weeks * inWeek
        while left > 0 {
            let step = step(from: moment)
            let used = step.isScheduled ? min(step.length, left) : step.length
            if step.isScheduled { left -= used }
            moment += used
        }
        return Timestamp(microseconds: moment)
    }

    /// How long it stays inside or outside the schedule, as far as the zone's offset stays the same.
    private func step(from moment: Int64) -> (length: Int64, isScheduled: Bool) {
        let date = Date(timeIntervalSince1970: Double(moment) / 1e6)
        let local = moment + Int64(zone.secondsFromGMT(for: date)) * 1_000_000 - ScheduledTime.firstMonday
        let position = (local % ScheduledTime.week + ScheduledTime.week) % ScheduledTime.week
        var untilChange = Int64.max
        if let transition = zone.nextDaylightSavingTimeTransition(after: date) {
            untilChange = max(ScheduledTime.minute, Int64(transition.timeIntervalSince1970 * 1e6) - moment)
        }
        for span in schedule.spans {
            let (begin, end) = (
                Int64(span.lowerBound) * ScheduledTime.minute, Int64(span.upperBound) * ScheduledTime.minute
            )
            if position < begin { return (min(begin - position, untilChange), false) }
            if position < end { return (min(end - position, untilChange), true) }
        }
        return (min(ScheduledTime.week - position, untilChange), false)
    }
}
