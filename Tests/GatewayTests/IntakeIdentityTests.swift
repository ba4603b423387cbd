import Devices
import JSONSchema
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// Whose message it is: what its topic says, what it says itself, and which hardware is bound to the thing today.
@Suite struct IntakeIdentityTests {
    private static let start = GatewayVersion.released.advanced(byMicroseconds: 86_400_000_000)
    private static let devEUI = "70b3d50000000abc"

    private static func intake(_ things: [Thing], replacements: [HardwareReplacement] = []) throws -> Intake {
        let configuration = try GatewayConfiguration(
            toml: """
                [gateway]
                id = "g-1"
                [[field.routes]]
                filter = "field/+/+/up"
                envelope = "plain"
                hardware_id = "topic:3"
                identity = "json:device.id"
                [[field.routes]]
                filter = "meter/+"
                envelope = "plain"
                hardware_id = "topic:2"
                [[field.routes]]
                filter = "#"
                envelope = "chirpstack"
                [uplink]
                host = "ioc.example"
                """,
            directory: "/nowhere"
        )
        return Intake(
            gateway: configuration.gateway.id,
            routes: configuration.field.routes,
            directory: DeviceDirectory(
                things: things,
                replacements: replacements,
                catalogue: try catalogue(),
                prefix: try #require(TopicPrefix("ioc/v1"))
            ),
            clock: GatewayClock(isSynchronised: true, builtAt: GatewayVersion.released)
        )
    }

    private static func catalogue() throws -> ModelCatalogue {
        let counter = try FieldMap(
            id: try #require(ModelID("acme/meter")),
            domain: .utility,
            format: .json,
            time: FieldMap.Time(source: .path("ts"), unit: .seconds),
            fields: [
                FieldMap.Field(source: .path("m3"), property: "water_volume", kind: .counter),
                FieldMap.Field(source: .path("hot"), property: "water_volume", channel: "hot", kind: .counter),
                FieldMap.Field(source: .path("step"), property: "pulse_count", kind: .delta),
            ]
        )
        return try ModelCatalogue(adding: [counter])
    }

    private static func receive(_ topic: String, _ payload: [UInt8], _ intake: inout Intake) -> Arrivals {
        var arrivals = Arrivals()
        let now = Moment(steady: SteadyInstant(microseconds: 5_000), wall: start)
        intake.receive(InboundMessage(topic: Array(topic.utf8), payload: payload), at: now, into: &arrivals)
        return arrivals
    }

    private static func receive(_ topic: String, _ payload: String, _ intake: inout Intake) -> Arrivals {
        receive(topic, Array(payload.utf8), &intake)
    }

    private static func json(_ arrivals: Arrivals) throws -> JSONValue {
        let value = try JSONValue(parsing: try #require(arrivals.readings.first).body)
        #expect(try JSONSchema.reading().faults(in: value) == [])
        return value
    }

    // MARK: Identity

    @Test(arguments: [
        (#"{"device":{"id":"w-1"},"m3":7}"#, true), (#"{"device":{"id":"w-2"},"m3":7}"#, false),
        (#"{"device":{"id":""},"m3":7}"#, false), (#"{"device":{},"m3":7}"#, false), (#"{"m3":7}"#, false),
        (#"{"device":{"id":["w-1"]},"m3":7}"#, false), ("w-1", false), ("", false),
    ])
    func aPlainMessageMustConfirmItsTopic(payload: String, isConfirmed: Bool) throws {
        var intake = try Self.intake([try IntakeTests.thing("w-1", "acme/meter", domain: .utility)])
        let arrivals = Self.receive("field/x/w-1/up", payload, &intake)
        #expect(arrivals.readings.count == (isConfirmed ? 1 : 0))
        #expect(arrivals.quarantined.map(\.reason) == (isConfirmed ? [] : [.identityMismatch]))
        #expect(intake.counters.identityMismatches == (isConfirmed ? 0 : 1))
    }

    @Test(arguments: [
        ("application/1/device/70b3d50000000abc/event/up", true),
        ("application/1/device/70B3D50000000ABC/event/up", true),
        ("bridge/70b3d50000000def/up", true), ("application/1/device/70b3d50000000def/event/up", false),
        ("application/1/device/70b3d50000000abcd/event/up", false), ("application/1/device//event/up", false),
        ("a/device/+/event/up", false), ("device/x/event/join", false), ("event/up", true), ("/event/up", true),
        ("x/event/up", true),
    ])
    func aChirpStackMessageIsOfTheDeviceOfItsTopic(topic: String, isConfirmed: Bool) throws {
        let message = #"{"deviceInfo":{"devEui":"70B3D50000000ABC"},"fCnt":1,"fPort":1,"data":"AQ=="}"#
        var intake = try Self.intake([])
        let arrivals = Self.receive(topic, message, &intake)
        let refused = arrivals.quarantined.map(\.reason) == [.identityMismatch]
        #expect(refused == !isConfirmed, "\(arrivals.quarantined.map(\.detail))")
        #expect(intake.counters.identityMismatches == (isConfirmed ? 0 : 1))
    }

    /// A meter's telegram without encryption; it names meter 12345678.
    private static func telegram(number: [UInt8]) -> [UInt8] {
        let upper: [UInt8] = [0x7A, 0x01, 0x00, 0x00, 0x00, 0x0C, 0x13, 0x27, 0x04, 0x85, 0x02]
        let head: [UInt8] = [0x44, 0x2D, 0x2C] + number + [0x01, 0x07]
        return [UInt8(head.count + upper.count)] + head + upper
    }

    @Test(arguments: [
        ("12345678", true), ("KAM12345678", true), ("kam-12345678", true), ("12345679", false), ("KAM12345679", false),
        ("receiver-12345679", true), ("1234567", true),
    ])
    func aTelegramIsOfTheMeterThatItsHardwareIDNames(hardwareID: String, isConfirmed: Bool) throws {
        let thing = try IntakeTests.thing("w-1", "en13757/wm-bus", hardwareID: hardwareID, domain: .utility)
        var intake = try Self.intake([thing])
        let arrivals = Self.receive("meter/\(hardwareID)", Self.telegram(number: [0x78, 0x56, 0x34, 0x12]), &intake)
        #expect(arrivals.quarantined.map(\.reason) == (isConfirmed ? [] : [.identityMismatch]))
        #expect(arrivals.readings.count == (isConfirmed ? 1 : 0))
    }

    // MARK: Offsets

    private static func meter(_ offsets: String, hardwareID: String = "w-1") throws -> Thing {
        try IntakeTests.thing("w-1", "acme/meter", hardwareID: hardwareID, domain: .utility).changed {
            $0.offsets = try CounterOffsets(offsets)
        }
    }

    @Test func anOffsetIsAddedOnceToItsCounterAndNothingElse() throws {
        var intake = try Self.intake([try Self.meter("water_volume=1000.5;pulse_count=7")])
        let arrivals = Self.receive("meter/w-1", #"{"m3":12.25,"hot":3,"step":4}"#, &intake)
        let reading = try Self.json(arrivals)
        let observations = try #require(reading["observations"]).elements
        #expect(observations.map { $0["value"]?.number } == [1012.75, 3, 4])
        let raw = try #require(reading["parameters"]?["deviceCounters"])
        #expect(raw.keys == ["water_volume"] && raw["water_volume"]?.number == 12.25)
    }

    @Test func anOffsetOfAChannelIsTheChannels() throws {
        var intake = try Self.intake([try Self.meter("water_volume/hot=-2")])
        let reading = try Self.json(Self.receive("meter/w-1", #"{"m3":12.25,"hot":3}"#, &intake))
        let observations = try #require(reading["observations"]).elements
        #expect(observations.map { $0["value"]?.number } == [12.25, 1])
        #expect(reading["parameters"]?["deviceCounters"]?["water_volume/hot"]?.number == 3)
    }

    @Test func theSumIsJudgedAndTheIdIsThatOfTheBytes() throws {
        var with = try Self.intake([try Self.meter("water_volume=2e12")])
        var without = try Self.intake([try Self.meter("")])
        let (left, right) = (
            Self.receive("meter/w-1", #"{"m3":1}"#, &with), Self.receive("meter/w-1", #"{"m3":1}"#, &without)
        )
        #expect(left.readings[0].id == right.readings[0].id)
        #expect(try Self.json(left)["observations"]?[0]?["quality"]?.string == "suspect")
        #expect(try Self.json(right)["observations"]?[0]?["quality"]?.string == "good")
        #expect(try Self.json(right)["parameters"] == nil)
    }

    @Test func whatWasDoubtfulStaysSo() {
        let offset = 10.0
        #expect(Observation(.waterVolume, 1, kind: .counter, deviceSaysFault: true).adding(offset).quality == .bad)
        let doubted = Observation(.waterVolume, 1, kind: .counter).trusted(atMost: .suspect).adding(offset)
        #expect(doubted.quality == .suspect && doubted.value == .number(11))
        let outside = Observation(.gasVolume, -5, kind: .counter)
        #expect(outside.quality == .suspect && outside.adding(offset).quality == .good)
        #expect(Observation(.waterVolume, .nan, kind: .counter).adding(offset).value == nil)
    }

    @Test(arguments: [Thing.State.maintenance, .calibrating])
    func readingsUnderWorkAreFlagged(state: Thing.State) throws {
        let thing = try Self.meter("water_volume=1").changed { $0.state = state }
        var intake = try Self.intake([thing])
        let reading = try Self.json(Self.receive("meter/w-1", #"{"m3":1}"#, &intake))
        let quality = reading["observations"]?[0]?["quality"]?.string
        #expect(quality == (state == .maintenance ? "suspect" : "calibrating"))
        #expect(reading["observations"]?[0]?["value"]?.number == 2)
    }

    // MARK: Former hardware

    @Test func aLateMessageOfReplacedHardwareSaysSoAndIsNoReading() throws {
        let old = try Self.meter("", hardwareID: "w-1")
        let new = try Self.meter("water_volume=100", hardwareID: "w-9")
        let replacement = HardwareReplacement(of: old, by: new, at: Self.start)
        var intake = try Self.intake([new], replacements: [replacement])
        let late = Self.receive("meter/w-1", #"{"m3":1}"#, &intake)
        #expect(late.readings.isEmpty)
        #expect(late.quarantined.map(\.reason) == [.replacedHardware])
        #expect(late.quarantined[0].detail.contains("w-1 on \(Self.start)"))
        #expect(
            try Self.json(Self.receive("meter/w-9", #"{"m3":1}"#, &intake))["observations"]?[0]?["value"]?.number == 101
        )
        // Hardware that is in use again is no former hardware.
        let other = try IntakeTests.thing("w-2", "acme/meter", hardwareID: "w-1", domain: .utility)
        intake = try Self.intake([new, other], replacements: [replacement])
        #expect(Self.receive("meter/w-1", #"{"m3":1}"#, &intake).readings.count == 1)
    }

    /// A sensor with a buffer, or a message that was on its way.
    @Test func whatReplacedHardwareHadMeasuredBeforeIsTheThings() throws {
        let old = try Self.meter("water_volume=5", hardwareID: "w-1")
        let new = try Self.meter("water_volume=100", hardwareID: "w-9")
        let replacement = HardwareReplacement(of: old, by: new, at: Self.start)
        var before = try Self.intake([old])
        var intake = try Self.intake([new], replacements: [replacement])
        let start = Moment(steady: SteadyInstant(microseconds: 0), wall: Self.start)
        intake.health.follow(intake.directory.all, at: start)
        func payload(_ seconds: Int64) -> String {
            #"{"ts":\#(Self.start.microseconds / 1_000_000 + seconds),"m3":1}"#
        }
        let late = Self.receive("meter/w-1", payload(-60), &intake)
        #expect(late.quarantined.isEmpty)
        #expect(try Self.json(late)["observations"]?[0]?["value"]?.number == 6, "the old counter's offset")
        let inTime = Self.receive("meter/w-1", payload(-60), &before)
        #expect(
            late.readings.map(\.id) == inTime.readings.map(\.id),
            "a redelivery of what was forwarded is a duplicate"
        )
        #expect(intake.health[new.id]?.last == LastHeard(), "it says nothing of how the thing is today")

        for seconds: Int64 in [0, 60, -32 * 86_400] {
            let refused = Self.receive("meter/w-1", payload(seconds), &intake)
            #expect(refused.readings.isEmpty && refused.quarantined.map(\.reason) == [.replacedHardware])
        }
        #expect(Self.receive("meter/w-1", "nonsense", &intake).quarantined.map(\.reason) == [.replacedHardware])
    }

    /// Bound a day ago: what it tells of before then is of another place.
    @Test func hardwareSpeaksOfNoTimeBeforeItWasBound() throws {
        let day: Int64 = 86_400_000_000
        let first = try Self.meter("", hardwareID: "w-0")
        let second = try Self.meter("", hardwareID: "w-1")
        let third = try Self.meter("", hardwareID: "w-9")
        var intake = try Self.intake(
            [third],
            replacements: [
                HardwareReplacement(of: first, by: second, at: Self.start.advanced(byMicroseconds: -day)),
                HardwareReplacement(of: second, by: third, at: Self.start),
            ]
        )
        let seconds = Self.start.microseconds / 1_000_000
        for (time, count) in [(seconds - 3_600, 1), (seconds - 2 * 86_400, 0)] {
            #expect(Self.receive("meter/w-1", #"{"ts":\#(time),"m3":1}"#, &intake).readings.count == count)
        }
        #expect(Self.receive("meter/w-0", #"{"ts":\#(seconds - 2 * 86_400),"m3":1}"#, &intake).readings.count == 1)
    }

    @Test func aRetiredThingsHardwareSaysSo() throws {
        var intake = try Self.intake([try Self.meter("").changed { $0.state = .retired }])
        let arrivals = Self.receive("meter/w-1", #"{"m3":1}"#, &intake)
        #expect(arrivals.quarantined.map(\.reason) == [.unknownDevice])
        #expect(arrivals.quarantined[0].detail.contains("w-1 is retired"))
    }
}
