import JSONSchema
import Observations
import Store
import Testing

@testable import Gateway

/// Which statuses are published, when, and what they say.
@Suite struct StatusPublishingTests {
    private static let topic = "ioc/v1/env/environment/air-1/status"

    private static func json(_ message: StatusMessage?) throws -> JSONValue {
        try JSONValue(parsing: try #require(message).payload)
    }

    @Test func aStatusSaysWhatIsKnown() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.publish()
        let id = try Slug("air-1")
        bench.table.failed(id, .wrongKey, at: bench.now)
        bench.advance(1)
        bench.table.heard(id, at: bench.now, battery: .init(voltage: 3.6), radio: Radio(rssi: -97, snr: nil))
        let message = try #require(try bench.publish().last)
        #expect(message.topic == Self.topic)
        #expect(
            String(decoding: message.payload, as: UTF8.self)
                == #"{"schemaVersion":1,"thing":"air-1","gateway":"gw","state":"online","since":"2026-11-22T17:00:01.000Z","#
                + #""lastHeard":"2026-11-22T17:00:01.000Z","expectedIntervalSeconds":60,"battery":{"value":3.6,"unit":"V"},"#
                + #""radio":{"rssi":-97.0},"lastError":{"reason":"wrong-key","time":"2026-11-22T17:00:00.000Z"}}"#
        )
        #expect(try JSONSchema.status().faults(in: Self.json(message)) == [])
    }

    @Test func everyStatusIsValid() throws {
        let schema = try JSONSchema.status()
        let things = try Thing.State.allCases.map { try HealthBench.thing($0.rawValue, interval: nil, state: $0) }
        var bench = try HealthBench(things + [HealthBench.thing("late"), HealthBench.thing("silent")])
        bench.isCalendarTrusted = false
        try bench.hear("silent")
        bench.advance(100)
        try bench.hear("late")
        bench.advance(100)
        for reason in QuarantineReason.allCases {
            bench.table.failed(try Slug("late"), reason, at: bench.now)
            let messages = try bench.publish()
            for message in messages {
                #expect(try schema.faults(in: Self.json(message)) == [])
                #expect(try Self.json(message)["gatewayClock"]?.string == "unsynchronised")
            }
            bench.advance(300, step: 5)
        }
        #expect(bench.published.count == 5, "a retired thing has no status")
    }

    @Test(
        arguments: [
            ("schemaVersion", .number("2")), ("state", .string("ok")), ("since", .string("yesterday")),
            ("thing", .string("A")), ("battery", .number("3")), ("more", .null), ("gateway", nil), ("state", nil),
            ("radio", .object([])), ("lastError", .object([])),
        ] as [(String, JSONValue?)]
    )
    func aChangedStatusIsNotValid(key: String, value: JSONValue?) throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        let status = try Self.json(bench.publish().first)
        #expect(try !JSONSchema.status().faults(in: status.replacing(key, with: value)).isEmpty)
    }

    @Test func theBatteryIsTheChargeOrElseTheVoltage() {
        func charge(_ observations: [Observation]) -> BatteryCharge? {
            var battery = LastHeard.Battery()
            battery.take(observations)
            return battery.charge
        }
        let level = Observation(.batteryLevel, 80)
        let voltage = Observation(.batteryVoltage, 3.3)
        #expect(charge([voltage, level]) == .level(80))
        #expect(charge([Observation(.airTemperature, 1), voltage]) == .voltage(3.3))
        #expect(charge([Observation(property: .batteryLevel, value: nil), voltage]) == .voltage(3.3))
        #expect(charge([Observation(.airTemperature, 1)]) == nil)
    }

    @Test func onlyChangesArePublishedAndNotEveryMessage() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        #expect(try bench.publish().count == 1)
        for _ in 0..<118 {
            try bench.hear("air-1")
            bench.advance(30, step: 5)
        }
        #expect(try bench.publish().count == 1, "never became online")
        #expect(bench.publishedCount == 2)
        try bench.hear("air-1")
        #expect(try bench.publish().isEmpty)
        bench.advance(3_600, step: 5)
        _ = try bench.publish()
        let count = bench.publishedCount
        for _ in 0..<121 {
            try bench.hear("air-1")
            _ = try bench.publish()
            bench.advance(30, step: 5)
        }
        #expect(bench.publishedCount == count + 2, "online again, and after an hour once more")
    }

    @Test func aFailureIsToldOnceAndItsEndAfterSomeMinutes() throws {
        var bench = try HealthBench([HealthBench.thing("air-1", interval: nil)])
        try bench.hear("air-1")
        _ = try bench.publish()
        bench.advance(300, step: 5)
        for _ in 0..<10 {
            bench.table.failed(try Slug("air-1"), .undecodable, at: bench.now)
            bench.advance(1)
        }
        let told = try bench.publish()
        #expect(told.count == 1)
        #expect(try Self.json(told.first)["lastError"]?["reason"]?.string == "undecodable")
        try bench.hear("air-1")
        #expect(try bench.publish().isEmpty)
        bench.advance(300, step: 5)
        try bench.hear("air-1")
        #expect(try bench.publish().count == 1)
    }

    @Test func aRemovedOrRetiredThingsTopicIsCleared() throws {
        let kept = try HealthBench.thing("air-2")
        var bench = try HealthBench([HealthBench.thing("air-1"), kept, HealthBench.thing("air-3")])
        try bench.publish()
        try bench.follow([kept, HealthBench.thing("air-3", state: .retired)])
        let messages = try bench.publish()
        #expect(
            Set(messages.map(\.topic)) == [
                "ioc/v1/env/environment/air-1/status", "ioc/v1/env/environment/air-3/status",
            ]
        )
        #expect(messages.allSatisfy { $0.payload.isEmpty })
        #expect(try bench.publish().isEmpty)
        #expect(bench.table.counts.never == 1)
    }

    @Test func whatWasClearedBeforeAConnectionEndedIsClearedAgain() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.publish()
        try bench.follow([])
        #expect(try bench.publish().count == 1)
        bench.table.uplinkEnded(at: bench.now.steady)
        bench.advance(1)
        #expect(HealthFile.text(bench.table.record).hasSuffix("air-1/status\t-\n"), "a restart clears it, too")
        bench.table.uplinkOpened(at: bench.now.steady)
        #expect(try bench.publish() == [StatusMessage(clearing: Self.topic)])
        bench.advance(300)
        bench.table.uplinkOpened(at: bench.now.steady)
        #expect(try bench.publish().isEmpty, "it has stood for long enough")
    }

    @Test func aThingThatComesBackIsNotCleared() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.follow([])
        try bench.follow([HealthBench.thing("air-1")])
        let messages = try bench.publish()
        #expect(messages.map(\.topic) == [Self.topic])
        #expect(messages.first?.payload.isEmpty == false)
    }

    @Test func aThingOfAnotherAgencyMovesItsStatus() throws {
        var bench = try HealthBench([HealthBench.thing("air-1")])
        try bench.hear("air-1")
        try bench.publish()
        try bench.follow([HealthBench.thing("air-1", agency: "water")])
        let messages = try bench.publish()
        #expect(messages.first == StatusMessage(clearing: Self.topic))
        #expect(try Self.json(messages.last)["state"]?.string == "online")
        #expect(messages.last?.topic == "ioc/v1/water/environment/air-1/status")
        #expect(messages.count == 2)
    }

    @Test func aNewConnectionIsToldAllOnceWithWhatChangedFirst() throws {
        var bench = try HealthBench((0..<50).map { try HealthBench.thing("t-\($0)", interval: nil) })
        #expect(try bench.publish().count == 50)
        bench.advance(600, step: 5)
        bench.table.uplinkEnded(at: bench.now.steady)
        try bench.hear("t-7")
        bench.advance(60)
        bench.table.uplinkOpened(at: bench.now.steady)
        bench.advance(1)
        let first = try bench.publish(allowsRepetitions: false)
        #expect(first.map(\.topic) == ["ioc/v1/env/environment/t-7/status"])
        #expect(try bench.publish().count == 49)
        #expect(try bench.publish().isEmpty)
    }

    @Test func whatMayNotHaveArrivedIsPublishedAgain() throws {
        var bench = try HealthBench([
            HealthBench.thing("air-1", interval: nil), HealthBench.thing("air-2", interval: nil),
        ])
        try bench.publish()
        bench.advance(600, step: 5)
        try bench.hear("air-2")
        try bench.publish()
        bench.advance(10)
        bench.table.uplinkEnded(at: bench.now.steady)
        bench.table.uplinkOpened(at: bench.now.steady)
        let messages = try bench.publish(allowsRepetitions: false)
        #expect(messages.map(\.topic) == ["ioc/v1/env/environment/air-2/status"])
    }
}
