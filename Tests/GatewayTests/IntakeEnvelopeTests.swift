import Devices
import JSONSchema
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// Messages of the richer envelopes, and what things remember between two of them.
@Suite struct IntakeEnvelopeTests {
    static let start = GatewayVersion.released.advanced(byMicroseconds: 86_400_000_000)

    static func intake(_ things: [Thing], keys: [String: DeviceKey] = [:]) throws -> Intake {
        let configuration = try GatewayConfiguration(
            toml: """
                [gateway]
                id = "g-1"
                [[field.routes]]
                filter = "field/+/+/up"
                envelope = "plain"
                hardware_id = "topic:3"
                [[field.routes]]
                filter = "application/+/device/+/event/+"
                envelope = "chirpstack"
                [[field.routes]]
                filter = "v3/+/devices/+/#"
                envelope = "the-things-stack"
                [[field.routes]]
                filter = "spBv1.0/#"
                envelope = "sparkplug-b"
                [[field.routes]]
                filter = "ul/+/+/#"
                envelope = "ultralight"
                [[field.routes]]
                filter = "senml/#"
                envelope = "senml"
                [uplink]
                host = "ioc.example"
                """,
            directory: "/nowhere"
        )
        let directory = DeviceDirectory(
            things: things,
            keys: keys,
            catalogue: .builtIn,
            prefix: try #require(TopicPrefix("ioc/v1"))
        )
        return Intake(
            gateway: configuration.gateway.id,
            routes: configuration.field.routes,
            directory: directory,
            clock: GatewayClock(isSynchronised: true, builtAt: GatewayVersion.released)
        )
    }

    static func receive(
        _ topic: String,
        _ payload: [UInt8],
        _ intake: inout Intake,
        at microseconds: Int64 = 0
    ) -> Arrivals {
        var arrivals = Arrivals()
        let now = Moment(
            steady: SteadyInstant(microseconds: 5_000 + microseconds),
            wall: start.advanced(byMicroseconds: microseconds)
        )
        intake.receive(InboundMessage(topic: Array(topic.utf8), payload: payload), at: now, into: &arrivals)
        return arrivals
    }

    private static func bodies(_ arrivals: Arrivals) throws -> [JSONValue] {
        try arrivals.readings.map { reading in
            let value = try JSONValue(parsing: reading.body)
            #expect(try JSONSchema.reading().faults(in: value) == [])
            return value
        }
    }

    // MARK: Sparkplug

    /// A DBIRTH with alias 1 for `air_temperature` (double), and a DDATA of one current value and one of 10 s before.
    static let birth: [UInt8] =
        [0x12, 0x1E, 0x0A, 0x0F] + Array("air_temperature".utf8)
        + [0x10, 0x01, 0x20, 0x0A, 0x69, 0, 0, 0, 0, 0, 0, 0x34, 0x40, 0x18, 0x00]
    static func data(milliseconds: UInt64) -> [UInt8] {
        func varint(_ value: UInt64) -> [UInt8] {
            value < 0x80 ? [UInt8(value)] : [UInt8(truncatingIfNeeded: value) | 0x80] + varint(value >> 7)
        }
        func metric(_ milliseconds: UInt64, _ rest: [UInt8]) -> [UInt8] {
            let content = [0x10, 0x01, 0x18] + varint(milliseconds) + rest
            return [0x12] + varint(UInt64(content.count)) + content
        }
        return metric(milliseconds, [0x69, 0, 0, 0, 0, 0, 0, 0x35, 0x40])
            + metric(milliseconds - 10_000, [0x28, 0x01, 0x69, 0, 0, 0, 0, 0, 0, 0x33, 0x40]) + [0x18, 0x01]
    }

    @Test func sparkplugDataWaitsForItsBirthAndBecomesReadingsOfItsTimes() throws {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: "City/edge-1/dev-1")
        var intake = try Self.intake([thing])
        let milliseconds = UInt64(Self.start.microseconds / 1_000)
        let data = Self.data(milliseconds: milliseconds)
        let early = Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &intake)
        #expect(early.readings.isEmpty && early.quarantined.map(\.reason) == [.missingBirth])
        #expect(early.quarantined[0].detail.contains("DBIRTH of City/edge-1/dev-1"))

        let born = Self.receive("spBv1.0/City/DBIRTH/edge-1/dev-1", Self.birth, &intake)
        #expect(try Self.bodies(born).map { $0["observations"]?[0]?["value"]?.number } == [20])
        let arrivals = Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &intake)
        let bodies = try Self.bodies(arrivals)
        #expect(bodies.map { $0["observations"]?[0]?["value"]?.number } == [19, 21])
        #expect(bodies.map { $0["timeSource"]?.string } == ["device", "device"])
        #expect(
            bodies.map { $0["phenomenonTime"]?.string } == ["2026-11-23T23:59:50.000Z", "2026-11-24T00:00:00.000Z"]
        )
        try #require(bodies.count == 2)
        #expect(bodies[0]["parameters"]?["historical"] == .boolean(true))
        #expect(Set(arrivals.readings.map(\.id)).count == 2)
        let again = Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &intake, at: 9_000_000)
        #expect(again.readings.map(\.id) == arrivals.readings.map(\.id), "ids are of what was received")
    }

    @Test func aBirthOfAnEarlierRunIsKnown() throws {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: "City/edge-1/dev-1")
        var before = try Self.intake([thing])
        let born = Self.receive("spBv1.0/City/DBIRTH/edge-1/dev-1", Self.birth, &before)
        #expect(born.births.map(\.node) == ["City/edge-1"] && born.births.map(\.device) == ["dev-1"])
        let data = Self.data(milliseconds: UInt64(Self.start.microseconds / 1_000))
        #expect(Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &before).births == [])

        var after = try Self.intake([thing])
        after.know(born.births, at: Moment(steady: SteadyInstant(microseconds: 0), wall: Self.start))
        let arrivals = Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &after)
        #expect(try Self.bodies(arrivals).map { $0["observations"]?[0]?["value"]?.number } == [19, 21])
        #expect(arrivals.quarantined.isEmpty && after.memory.sparkplug.sequenceGaps == 0)
    }

    @Test func aBirthThatCarriesNoReadingIsKeptForItsNames() throws {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: "City/edge-1/dev-1")
        var before = try Self.intake([thing])
        // A metric without name and alias beside one that has both.
        let born = Self.receive("spBv1.0/City/DBIRTH/edge-1/dev-1", Self.birth + [0x12, 0x02, 0x20, 0x0A], &before)
        #expect(born.quarantined.map(\.reason) == [.malformedEnvelope] && born.births.map(\.device) == ["dev-1"])
        var after = try Self.intake([thing])
        after.know(born.births, at: Moment(steady: SteadyInstant(microseconds: 0), wall: Self.start))
        let data = Self.data(milliseconds: UInt64(Self.start.microseconds / 1_000))
        #expect(Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", data, &after).readings.count == 2)
    }

    @Test func birthsOfAnEarlierRunAreNoGaps() throws {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: "City/edge-1/dev-1")
        var before = try Self.intake([thing])
        let births = ["dev-1", "dev-2"].flatMap { device in
            let payload = Array(Self.birth.dropLast()) + [device == "dev-1" ? 0x01 : 0x50]
            return Self.receive("spBv1.0/City/DBIRTH/edge-1/\(device)", payload, &before).births
        }
        var after = try Self.intake([thing])
        after.know(births, at: Moment(steady: SteadyInstant(microseconds: 0), wall: Self.start))
        let data = Self.data(milliseconds: UInt64(Self.start.microseconds / 1_000)).dropLast() + [0x70]
        #expect(Self.receive("spBv1.0/City/DDATA/edge-1/dev-1", Array(data), &after).readings.count == 2)
        #expect(after.memory.sparkplug.sequenceGaps == 0)
    }

    @Test func theQualityThatTheSenderGivesIsTheReadings() throws {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: "G/E")
        var intake = try Self.intake([thing])
        for (code, quality) in [([0x00], "bad"), ([0xF4, 0x03], "suspect"), ([0xC0, 0x01], "good")]
            as [([UInt8], String)]
        {
            let value: [UInt8] = [0x18] + code
            let properties: [UInt8] = [0x0A, 0x07] + Array("Quality".utf8) + [0x12, UInt8(value.count)] + value
            let metric: [UInt8] =
                [0x0A, 0x0F] + Array("air_temperature".utf8) + [0x4A, UInt8(properties.count)] + properties
                + [0x69, 0, 0, 0, 0, 0, 0, 0x34, 0x40]
            let arrivals = Self.receive("spBv1.0/G/NDATA/E", [0x12, UInt8(metric.count)] + metric, &intake)
            let observation = try #require(try Self.bodies(arrivals).first?["observations"]?[0])
            #expect(observation["quality"]?.string == quality)
            #expect(observation["value"]?.number == 20, "the value is forwarded all the same")
        }
    }

    // MARK: Several devices in a message

    @Test func aMessageOfTwoDevicesIsKeptForTheOneThatIsNotRegistered() throws {
        let thing = try IntakeTests.thing("a", "sparkplug/metrics", hardwareID: "dev-a")
        var intake = try Self.intake([thing])
        let pack =
            #"[{"bn":"dev-a:","n":"air_temperature","u":"Cel","v":21},{"bn":"dev-b:","n":"x","v":1},{"n":"x","v":2,"t":-9}]"#
        let arrivals = Self.receive("senml/x", Array(pack.utf8), &intake)
        #expect(try Self.bodies(arrivals).map { $0["thing"]?.string } == ["a"])
        #expect(arrivals.quarantined.map(\.hardwareID) == ["dev-b"], "once for each device")
        #expect(arrivals.quarantined.map(\.reason) == [.unknownDevice])
        #expect(arrivals.quarantined[0].payload == Array(pack.utf8), "as it was received")
        #expect(arrivals.messages == 1)
    }

    @Test func ultralightGroupsBecomeReadingsWithIdsOfTheirOwn() throws {
        let thing = try IntakeTests.thing("unit", "fiware/ultralight", hardwareID: "unit-7")
        var intake = try Self.intake([thing])
        let text = "2026-11-23T22:00:00Z|air_temperature|21#2026-11-23T23:00:00Z|air_temperature|22|k|v"
        let arrivals = Self.receive("ul/key/unit-7/attrs", Array(text.utf8), &intake)
        let bodies = try Self.bodies(arrivals)
        #expect(
            bodies.map { $0["phenomenonTime"]?.string } == ["2026-11-23T22:00:00.000Z", "2026-11-23T23:00:00.000Z"]
        )
        #expect(bodies[1]["parameters"]?["k"]?.string == "v")
        #expect(Set(arrivals.readings.map(\.id)).count == 2)
    }

    // MARK: Reports of the network

    @Test func aStatusOfTheNetworkBecomesAReadingWhateverTheModel() throws {
        let thing = try IntakeTests.thing("aq-1", "acme/unheard", hardwareID: "0000000000000001")
        var intake = try Self.intake([thing])
        let message = #"""
            {"deduplicationId":"d","time":"2026-11-23T23:00:00Z","deviceInfo":{"devEui":"0000000000000001"},"margin":7,
             "externalPowerSource":false,"batteryLevel":97.5}
            """#
        let topic = "application/1/device/0000000000000001/event/status"
        let arrivals = Self.receive(topic, Array(message.utf8), &intake)
        let body = try #require(try Self.bodies(arrivals).first)
        #expect(body["observations"]?[0]?["property"]?.string == "battery_level")
        #expect(body["observations"]?[0]?["value"]?.number == 97.5)
        #expect(body["observations"]?[2]?["property"]?.string == "link_margin")
        #expect(body["timeSource"]?.string == "network")
        #expect(intake.counters.deviceEvents.isEmpty)
    }

    // MARK: Frames

    private static func frame(
        _ counter: Int,
        _ data: String,
        id: String,
        time: String = "00",
        address: String = "01020304"
    ) -> [UInt8] {
        Array(
            #"""
            {"deduplicationId":"\#(id)","time":"2026-11-23T23:00:\#(time)Z","deviceInfo":{"devEui":"0000000000000001"},
             "devAddr":"\#(address)","fCnt":\#(counter),"fPort":5,"data":"\#(data)"}
            """#.utf8
        )
    }

    @Test func aFrameIsKnownByDeviceCounterAndPayloadOrByTheNetworksName() throws {
        let things = [
            try IntakeTests.thing("a", "elsys/ers", hardwareID: "0000000000000001")
        ]
        var intake = try Self.intake(things)
        let topic = "application/1/device/0000000000000001/event/up"
        func key(_ payload: [UInt8]) throws -> ArrivedFrame {
            let arrivals = Self.receive(topic, payload, &intake)
            #expect(arrivals.readings.count == 1)
            return try #require(arrivals.frames.first)
        }
        let first = try key(Self.frame(7, "AQDi", id: "x"))
        let copy = try key(Self.frame(7, "AQDi", id: "y", time: "01"))
        #expect(first.counterKey == copy.counterKey && first.networkKey != copy.networkKey)
        let rejoined = try key(Self.frame(7, "AQDi", id: "w", time: "02", address: "01020305"))
        #expect(first.counterKey != rejoined.counterKey, "after a join the counter starts anew")
        let named = try key(Self.frame(8, "AQDj", id: "x"))
        #expect(first.counterKey != named.counterKey && first.networkKey == named.networkKey)
        let other = try key(Self.frame(7, "AQDj", id: "z"))
        #expect(first.counterKey != other.counterKey && first.networkKey != other.networkKey)
        let status = #"{"deduplicationId":"x","deviceInfo":{"devEui":"0000000000000001"},"margin":7}"#
        let report = Self.receive("application/1/device/0000000000000001/event/status", Array(status.utf8), &intake)
        #expect(report.frames.first?.networkKey != first.networkKey, "a status has the name of the uplink it came with")
        #expect(report.frames.first?.counterKey == nil)
        #expect(Self.receive("ul/k/none/attrs", Array("t|1".utf8), &intake).frames.isEmpty)
    }

    // MARK: Keys and formats

    /// A model that says what key it was given, and by which format it could read.
    private static func secretModel() throws -> DeviceModel {
        DeviceModel(
            id: try #require(ModelID("acme/secret")),
            title: "Secret",
            domain: .utility,
            properties: [.airTemperature],
            source: "test",
            decoder: { (payload, context) throws(DecodeError) in
                guard let key = context.key else { throw .keyNeeded(offset: 1) }
                guard key[0] == 0x11 else { throw .wrongKey(offset: 1) }
                if payload[0] == 1 {
                    let format = FrameFormat(signature: UInt16(payload[1]), headers: [payload[2]])
                    let reading = DecodedReading(observations: [Observation(.airTemperature, 1)])
                    return Decoded(readings: [reading], learned: format)
                }
                guard let format = context.formats[UInt16(payload[1])] else {
                    throw .unknownFrameFormat(offset: 0, signature: UInt16(payload[1]))
                }
                let reading = DecodedReading(observations: [Observation(.airTemperature, Double(format.headers[0]))])
                return Decoded(readings: [reading])
            }
        )
    }

    private static func secret(_ key: UInt8?) throws -> Intake {
        var intake = try intake([])
        intake.directory = try directory(key)
        return intake
    }

    private static func directory(_ key: UInt8?) throws -> DeviceDirectory {
        let entry = DeviceDirectory.Entry(
            thing: try IntakeTests.thing("meter-1", "acme/secret", domain: .utility),
            DeviceDirectory.Reader(model: try secretModel()),
            topic: "t",
            key: key.flatMap { DeviceKey([UInt8](repeating: $0, count: 16)) }
        )
        return DeviceDirectory(entries: ["meter-1": entry])
    }

    @Test(arguments: [(nil, QuarantineReason.keyNeeded), (0x22, .wrongKey)] as [(UInt8?, QuarantineReason)])
    func aKeyThatIsMissingOrWrongIsTheReason(key: UInt8?, reason: QuarantineReason) throws {
        var intake = try Self.secret(key)
        let arrivals = Self.receive("field/a/meter-1/up", [1, 7, 21], &intake)
        #expect(arrivals.quarantined.map(\.reason) == [reason])
        #expect(arrivals.quarantined[0].detail.contains("2222") == false)
    }

    @Test func aCompactFrameIsReadByWhatAFullFrameHasTaughtAlsoAfterAReload() throws {
        var intake = try Self.secret(0x11)
        let early = Self.receive("field/a/meter-1/up", [2, 7], &intake)
        #expect(early.quarantined.map(\.reason) == [.undecodable])
        #expect(Self.receive("field/a/meter-1/up", [1, 7, 21], &intake).readings.count == 1)
        intake.directory = try Self.directory(0x11)
        let arrivals = Self.receive("field/a/meter-1/up", [2, 7], &intake)
        #expect(try Self.bodies(arrivals).first?["observations"]?[0]?["value"]?.number == 21)
    }
}
