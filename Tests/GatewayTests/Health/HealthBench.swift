import Devices
import Foundation
import JSONSchema
import Observations
import Store
import Testing

@testable import Gateway

/// A health table with clocks that a test turns.
struct HealthBench {
    static let second: Int64 = 1_000_000
    /// Monday, 2026-11-23 00:00 in Vietnam.
    static let monday = Timestamp(microseconds: 1_795_366_800_000_000)

    var table: HealthTable
    var things: [Thing]
    var isListening = true
    var isCalendarTrusted = true
    /// The steady clock; the machine was started a week ago.
    private(set) var steady: Int64 = 604_800 * HealthBench.second
    private(set) var wall: Timestamp
    /// What was published last for each topic.
    private(set) var published: [String: [UInt8]] = [:]
    private(set) var publishedCount = 0

    init(_ things: [Thing], at wall: Timestamp = HealthBench.monday, restored: HealthRecord = HealthRecord()) throws {
        let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        table = HealthTable(timeZone: zone, restored: restored)
        self.things = things
        self.wall = wall
        try follow(things)
        table.uplinkOpened(at: now.steady)
        tick()
    }

    var now: Moment { Moment(steady: SteadyInstant(microseconds: steady), wall: wall) }

    /// Lets time pass in steps as the loop does.
    mutating func advance(_ seconds: Double, step: Double = 0.25) {
        var left = Int64(seconds * 1e6)
        while left > 0 {
            let step = min(left, Int64(step * 1e6))
            steady += step
            wall = wall.advanced(byMicroseconds: step)
            left -= step
            tick()
        }
    }

    /// The machine sleeps: no tick comes.
    mutating func sleep(_ seconds: Double) {
        steady += Int64(seconds * 1e6)
        wall = wall.advanced(byMicroseconds: Int64(seconds * 1e6))
        tick()
    }

    mutating func jump(_ seconds: Double) {
        wall = wall.advanced(byMicroseconds: Int64(seconds * 1e6))
        tick()
    }

    mutating func tick() {
        table.tick(at: now, isListening: isListening, isCalendarTrusted: isCalendarTrusted)
    }

    mutating func hear(_ thing: String) throws { table.heard(try Slug(thing), at: now) }

    mutating func follow(_ things: [Thing]) throws {
        self.things = things
        let prefix = try #require(TopicPrefix("ioc/v1"))
        let directory = DeviceDirectory(things: things, catalogue: ModelCatalogue.builtIn, prefix: prefix)
        table.follow(directory.all, at: now)
    }

    func condition(_ thing: String) throws -> ThingCondition? { table[try Slug(thing)]?.condition }

    /// Publishes at most so many statuses.
    @discardableResult
    mutating func publish(_ limit: Int = .max, allowsRepetitions: Bool = true) throws -> [StatusMessage] {
        var messages: [StatusMessage] = []
        while messages.count < limit,
            let message = table.nextStatus(
                of: try Slug("gw"),
                at: now,
                isClockTrusted: isCalendarTrusted,
                allowsRepetitions: allowsRepetitions
            )
        {
            messages.append(message)
            published[message.topic] = message.payload
        }
        publishedCount += messages.count
        return messages
    }

    static func thing(
        _ id: String,
        interval: Int? = 60,
        schedule: String? = nil,
        state: Thing.State = .active,
        agency: String = "env"
    ) throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: "hw-" + id,
            model: try #require(ModelID("acme/air")),
            agency: try Slug(agency),
            domain: .environment,
            name: id,
            expectedIntervalSeconds: interval,
            schedule: try schedule.map { try ReportingSchedule($0) },
            state: state
        )
    }
}

extension HealthTable {
    /// A message was decoded that says no more than this.
    mutating func heard(
        _ thing: Slug,
        at now: Moment,
        battery: LastHeard.Battery = LastHeard.Battery(),
        radio: Radio? = nil
    ) {
        let message = DecodedMessage(hardwareID: "hw-\(thing)", radio: radio, battery: battery, observed: now.wall)
        heard(thing, message, at: now)
    }

    /// A message went into quarantine for this reason.
    mutating func failed(_ thing: Slug, _ reason: QuarantineReason, at now: Moment) {
        failed(thing, LastHeard.Failure(reason: reason, time: now.wall), from: "hw-\(thing)", at: now)
    }
}
