import Foundation
import Observations
import Testing

@testable import Gateway

/// The table against a plain count of seconds, under everything that can happen to a gateway.
@Suite struct HealthSimulationTests {
    /// One thing as a person with a stopwatch would keep it.
    private struct Watched {
        let id: String
        let interval: Int?
        let schedule: ReportingSchedule?
        var state = Thing.State.active
        var hearing = ThingHealth.Hearing.never
        /// Seconds of silence that count.
        var silence = 0

        var thing: Thing {
            get throws {
                try HealthBench.thing(id, interval: interval, schedule: schedule?.description, state: state)
            }
        }

        mutating func second(minuteOfWeek: Int, isCalendarTrusted: Bool) {
            guard let interval, state == .active, schedule == nil || isCalendarTrusted else { return }
            guard schedule?.contains(minuteOfWeek: minuteOfWeek) ?? true else { return }
            silence += 1
            if hearing == .online, 2 * silence >= 3 * interval { hearing = .late }
            if hearing == .late, silence >= 3 * interval { hearing = .silent }
        }
    }

    private static let schedules = [
        nil, nil, "mon-fri 06:00-22:00", "sat-sun", "mon-sun 22:30-05:15", "fri 23:00-01:00;sun 12:00-12:30",
    ]

    @Test(arguments: UInt64(1)...30) func everyConditionBeginsAtItsSecond(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        var watched = try (0..<8).map { index in
            let schedule = try Self.schedules.randomElement(using: &random).flatMap { $0 }.map {
                try ReportingSchedule($0)
            }
            let interval = [nil, 60, 120, 600, 3_600].randomElement(using: &random).flatMap { $0 }
            return Watched(id: "t-\(index)", interval: interval, schedule: schedule)
        }
        let start = HealthBench.monday.advanced(
            byMicroseconds: Int64.random(in: 0..<604_800, using: &random) * 1_000_000
        )
        var bench = try HealthBench(watched.map { try $0.thing }, at: start)
        func resetAll(_ scheduledOnly: Bool = false) {
            for index in watched.indices where !scheduledOnly || watched[index].schedule != nil {
                watched[index].silence = 0
            }
        }
        for second in 0..<12_000 {
            switch Int.random(in: 0..<4_000, using: &random) {
            case 0:
                bench.isListening.toggle()
                bench.tick()
                if bench.isListening { resetAll() }
            case 1:
                bench.isCalendarTrusted.toggle()
                bench.tick()
                if bench.isCalendarTrusted { resetAll(true) }
            case 2:
                bench.jump([-7_200, 7_200, 86_400].randomElement(using: &random) ?? 0)
                if bench.isCalendarTrusted { resetAll(true) }
            case 3:
                bench.sleep(Double(Int.random(in: 11..<5_000, using: &random)))
                resetAll()
            case 4:
                let record = HealthFile.record(HealthFile.text(bench.table.record))
                let (isListening, isTrusted) = (bench.isListening, bench.isCalendarTrusted)
                bench = try HealthBench(watched.map { try $0.thing }, at: bench.wall, restored: record)
                bench.isListening = isListening
                bench.isCalendarTrusted = isTrusted
                bench.tick()
                resetAll()
            case 5...8:
                let index = Int.random(in: 0..<watched.count, using: &random)
                let before = watched[index].state
                watched[index].state = before == .active ? .maintenance : .active
                if before != .active { watched[index].silence = 0 }
                try bench.follow(watched.map { try $0.thing })
            default: break
            }
            for index in watched.indices where bench.isListening && Int.random(in: 0..<400, using: &random) == 0 {
                try bench.hear(watched[index].id)
                watched[index].hearing = .online
                watched[index].silence = 0
            }
            let minute = Self.minuteOfWeek(bench.wall, zone)
            bench.advance(1, step: 1)
            guard bench.isListening else { continue }
            for index in watched.indices {
                watched[index].second(minuteOfWeek: minute, isCalendarTrusted: bench.isCalendarTrusted)
                let health = try #require(try bench.table[Slug(watched[index].id)])
                try #require(
                    health.hearing == watched[index].hearing,
                    "seed \(seed), second \(second): \(watched[index]) is \(health)"
                )
            }
        }
    }

    private static func minuteOfWeek(_ moment: Timestamp, _ zone: TimeZone) -> Int {
        let seconds = Int(moment.microseconds / 1_000_000)
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        return ((seconds + offset) / 60 + 3 * 1_440) % ReportingSchedule.minutesOfWeek
    }

    @Test(arguments: UInt64(1)...20) func deadlinesComeInTheirOrder(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var heap = DeadlineHeap()
        var kept: [Int64] = []
        for _ in 0..<2_000 {
            if Bool.random(using: &random) {
                let due = Int64.random(in: 0..<500, using: &random)
                kept.append(due)
                heap.add(SteadyInstant(microseconds: due), slot: Int(due))
            } else {
                kept.sort()
                let now = Int64.random(in: 0..<500, using: &random)
                let expected = kept.first.flatMap { $0 <= now ? Int($0) : nil }
                #expect(heap.takeDue(at: SteadyInstant(microseconds: now))?.slot == expected)
                if expected != nil { kept.removeFirst() }
            }
            #expect(heap.count == kept.count && heap.earliest?.microseconds == kept.min())
        }
    }
}
