import Devices
import JSONSchema
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// From the field broker's message to the bytes that go upstream.
@Suite struct IntakeTests {
    static let meterEUI = "70b3d50000000abc"
    private static let start = GatewayVersion.released.advanced(byMicroseconds: 86_400_000_000)

    private static func now(_ microseconds: Int64 = 0) -> Moment {
        Moment(
            steady: SteadyInstant(microseconds: 5_000 + microseconds),
            wall: start.advanced(byMicroseconds: microseconds)
        )
    }

    static func intake(isSynchronised: Bool = true) throws -> Intake {
        let configuration = try GatewayConfiguration(
            toml: """
                [gateway]
                id = "g-1"
                [[field.routes]]
                filter = "field/+/+/up"
                envelope = "plain"
                hardware_id = "topic:3"
                [[field.routes]]
                filter = "field/#"
                envelope = "plain"
                hardware_id = "topic:9"
                [[field.routes]]
                filter = "kept/+"
                envelope = "plain"
                hardware_id = "topic:2"
                accept_retained = true
                [[field.routes]]
                filter = "json"
                envelope = "plain"
                hardware_id = "json:device.id"
                [[field.routes]]
                filter = "application/+/device/+/event/+"
                envelope = "chirpstack"
                [uplink]
                host = "ioc.example"
                """,
            directory: "/nowhere"
        )
        return Intake(
            gateway: configuration.gateway.id,
            routes: configuration.field.routes,
            directory: try directory(),
            clock: GatewayClock(isSynchronised: isSynchronised, builtAt: GatewayVersion.released)
        )
    }

    /// A map of JSON payloads with a time, one without, a meter, and a thing whose model nobody knows.
    static func directory() throws -> DeviceDirectory {
        let timed = try fieldMap("acme/timed", time: FieldMap.Time(source: .path("ts"), unit: .seconds))
        let plain = try fieldMap("acme/plain", time: nil)
        let things = [
            try thing("timed-1", "acme/timed"), try thing("plain-1", "acme/plain"),
            try thing("lost-1", "acme/unheard"), try thing("room-1", "elsys/ers", hardwareID: "70b3d50000000def"),
            try thing("meter-1", "axioma/qalcosonic-w1", hardwareID: meterEUI, domain: .utility),
        ]
        let prefix = try #require(TopicPrefix("ioc/v1"))
        return DeviceDirectory(things: things, catalogue: try ModelCatalogue(adding: [timed, plain]), prefix: prefix)
    }

    private static func fieldMap(_ id: String, time: FieldMap.Time?) throws -> FieldMap {
        try FieldMap(
            id: try #require(ModelID(id)),
            domain: .environment,
            format: .json,
            time: time,
            fields: [
                FieldMap.Field(source: .path("temp"), property: "air_temperature"),
                FieldMap.Field(source: .path("hum"), property: "relative_humidity"),
            ]
        )
    }

    static func thing(
        _ id: String,
        _ model: String,
        hardwareID: String? = nil,
        domain: Domain = .environment,
        state: Thing.State = .active
    ) throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: hardwareID ?? id,
            model: try #require(ModelID(model)),
            agency: try Slug("city"),
            domain: domain,
            name: id,
            location: Location(latitude: 10.98, longitude: 106.65),
            state: state
        )
    }

    /// What one message becomes.
    private static func receive(
        _ topic: String,
        _ payload: String,
        at now: Moment = now(),
        isRetained: Bool = false,
        into intake: inout Intake
    ) -> Arrivals {
        var arrivals = Arrivals()
        let message = InboundMessage(topic: Array(topic.utf8), payload: Array(payload.utf8), isRetained: isRetained)
        intake.receive(message, at: now, into: &arrivals)
        return arrivals
    }

    private static func receive(_ topic: String, _ payload: String, at now: Moment = now()) throws -> Arrivals {
        var intake = try intake()
        return receive(topic, payload, at: now, into: &intake)
    }

    /// The body as JSON; it is valid by the schema.
    private static func json(_ reading: OutboxReading) throws -> JSONValue {
        let value = try JSONValue(parsing: reading.body)
        #expect(try JSONSchema.reading().faults(in: value) == [])
        return value
    }

    /// A ChirpStack uplink of a water meter with 15 earlier volumes, with some members left to choose.
    private static func meter(rssi: Int = -97, members: String = #""fCnt":4711,"#) -> String {
        let data = "pMAiaQAP4wEAGPMhaUDiAQAKABQAAAAjAAUAAAAAAAAAAAAMACgABwAJAEEAAQA="
        return #"""
            {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-31b0e5ff14e8","time":"2026-11-23T23:59:59.5+00:00",
             "deviceInfo":{"devEui":"70B3D50000000ABC"},\#(members)"fPort":100,"data":"\#(data)",
             "rxInfo":[{"gatewayId":"a","rssi":\#(rssi),"snr":6.5}]}
            """#
    }

    private static let meterTopic = "application/1/device/70b3d50000000abc/event/up"

    // MARK: Readings

    @Test func aPlainMessageBecomesAReadingOnItsThingsTopic() throws {
        let arrivals = try IntakeTests.receive("field/air/plain-1/up", #"{"temp":31.4}"#)
        let reading = try #require(arrivals.readings.first)
        #expect(arrivals.messages == 1 && arrivals.readings.count == 1 && arrivals.quarantined.isEmpty)
        #expect(reading.topic == "ioc/v1/city/environment/plain-1/reading")
        #expect(reading.thing.string == "plain-1")
        #expect(reading.received == IntakeTests.now().wall)
        #expect(reading.receivedSteadyMicroseconds == 5_000)
        let json = try IntakeTests.json(reading)
        #expect(json["thing"]?.string == "plain-1")
        #expect(json["gateway"]?.string == "g-1")
        #expect(json["id"]?.string == reading.id.description)
        #expect(json["observations"]?[0]?["value"]?.number == 31.4)
        #expect(json["timeSource"]?.string == "gateway")
        #expect(json["phenomenonTime"]?.string == "2026-11-24T00:00:00.000Z")
        #expect(json["resultTime"]?.string == "2026-11-24T00:00:00.000Z")
    }

    @Test func theBodySaysWhereItsReplayedStands() throws {
        let reading = try #require(IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#).readings.first)
        #expect(reading.body[reading.replayedOffset...].starts(with: "false".utf8))
        #expect(reading.body[..<reading.replayedOffset].reversed().starts(with: "\"replayed\":".utf8.reversed()))
    }

    @Test func aReadingCarriesTheUplinkConnectionOfItsReception() throws {
        var intake = try IntakeTests.intake()
        let before = IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#, into: &intake)
        intake.connection = 7
        let after = IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#, into: &intake)
        #expect((before.readings + after.readings).map(\.connection) == [0, 7])
    }

    @Test func historicalValuesBecomeReadingsOfTheirOwnInOrder() throws {
        let readings = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter()).readings
        #expect(readings.count == 17)
        #expect(Set(readings.map(\.id)).count == readings.count, "each has its own id")
        let bodies = try readings.map(IntakeTests.json)
        #expect(
            bodies.prefix(2).map { $0["phenomenonTime"]?.string } == [
                "2025-11-22T17:00:00.000Z", "2025-11-22T18:00:00.000Z",
            ]
        )
        #expect(bodies.allSatisfy { $0["timeSource"]?.string == "device" })
        #expect(bodies.allSatisfy { $0["parameters"]?["frameCounter"]?.number == 4711 })
        #expect(bodies.allSatisfy { $0["radio"]?["rssi"]?.number == -97 })
        #expect(readings.allSatisfy { $0.topic == "ioc/v1/city/utility/meter-1/reading" })
    }

    @Test func theJSONRouteFindsTheHardwareIDInThePayload() throws {
        let arrivals = try IntakeTests.receive("json", #"{"device":{"id":"plain-1"},"temp":1}"#)
        #expect(arrivals.readings.map(\.thing.string) == ["plain-1"])
    }

    @Test func theFirstRouteThatMatchesWins() throws {
        let arrivals = try IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#)
        #expect(arrivals.readings.count == 1, "the second route would find no level 9")
    }

    @Test func aFieldThatIsMissingIsCounted() throws {
        var intake = try IntakeTests.intake()
        _ = IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#, into: &intake)
        #expect(intake.counters.skippedFields == 1)
    }

    @Test func aNewDirectoryIsUsedForTheNextMessage() throws {
        var intake = try IntakeTests.intake()
        intake.directory = DeviceDirectory(
            things: [],
            catalogue: .builtIn,
            prefix: try #require(TopicPrefix("ioc/v1"))
        )
        let arrivals = IntakeTests.receive("field/a/plain-1/up", #"{"temp":1}"#, into: &intake)
        #expect(arrivals.quarantined.map(\.reason) == [.unknownDevice])
    }

    // MARK: Time

    @Test(arguments: [
        (#"{"temp":1,"ts":1795478300}"#, "device", "2026-11-23T23:58:20.000Z"),
        (#"{"temp":1,"ts":1000}"#, "gateway", "2026-11-24T00:00:00.000Z"),
        (#"{"temp":1,"ts":1795500000}"#, "gateway", "2026-11-24T00:00:00.000Z"),
        (#"{"temp":1}"#, "gateway", "2026-11-24T00:00:00.000Z"),
    ])
    func theTimeIsTheDevicesWhenItCanBeBelieved(payload: String, source: String, time: String) throws {
        let arrivals = try IntakeTests.receive("field/a/timed-1/up", payload)
        let json = try IntakeTests.json(#require(arrivals.readings.first))
        #expect(json["timeSource"]?.string == source)
        #expect(json["phenomenonTime"]?.string == time)
        #expect(json["gatewayClock"] == nil)
    }

    @Test func theNetworksTimeComesSecond() throws {
        let message = #"""
            {"time":"2026-11-23T23:59:59.5+00:00","deviceInfo":{"devEui":"70B3D50000000DEF"},"fPort":5,"data":"AQD3"}
            """#
        let topic = "application/1/device/70b3d50000000def/event/up"
        let reading = try #require(IntakeTests.receive(topic, message).readings.first)
        let json = try IntakeTests.json(reading)
        #expect(json["timeSource"]?.string == "network")
        #expect(json["phenomenonTime"]?.string == "2026-11-23T23:59:59.500Z")
    }

    @Test func anUnsynchronisedGatewayBelievesTheDeviceAndSaysSo() throws {
        var intake = try IntakeTests.intake(isSynchronised: false)
        let payload = #"{"temp":1,"ts":1795500000}"#
        let arrivals = IntakeTests.receive("field/a/timed-1/up", payload, into: &intake)
        let json = try IntakeTests.json(#require(arrivals.readings.first))
        #expect(json["timeSource"]?.string == "device")
        #expect(json["gatewayClock"]?.string == "unsynchronised")
    }

    // MARK: Identity

    @Test func aRedeliveredMessageHasTheSameIds() throws {
        let first = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter(), at: IntakeTests.now(0))
        let again = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter(), at: IntakeTests.now(9_000_000))
        #expect(first.readings.map(\.id) == again.readings.map(\.id))
    }

    @Test func anotherReceiverOfTheSameFrameChangesNoId() throws {
        let first = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter(rssi: -97))
        let again = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter(rssi: -40))
        #expect(first.readings.map(\.id) == again.readings.map(\.id))
        #expect(first.readings.map(\.body) != again.readings.map(\.body))
    }

    @Test func anotherFrameHasOtherIds() throws {
        let first = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter())
        let next = try IntakeTests.receive(IntakeTests.meterTopic, IntakeTests.meter(members: #""fCnt":4712,"#))
        #expect(Set(first.readings.map(\.id)).isDisjoint(with: next.readings.map(\.id)))
    }

    @Test func twoEqualPayloadsWithoutATimeOfTheirOwnStayTwoReadings() throws {
        let payload = #"{"temp":1}"#
        let first = try IntakeTests.receive("field/a/plain-1/up", payload, at: IntakeTests.now(0))
        let second = try IntakeTests.receive("field/a/plain-1/up", payload, at: IntakeTests.now(1))
        #expect(first.readings.map(\.id) != second.readings.map(\.id))
    }

    @Test func theTimeThatADeviceClaimsKeepsTheIdAlsoWhenItIsNotBelieved() throws {
        let payload = #"{"temp":1,"ts":1000}"#
        let first = try IntakeTests.receive("field/a/timed-1/up", payload, at: IntakeTests.now(0))
        let second = try IntakeTests.receive("field/a/timed-1/up", payload, at: IntakeTests.now(1))
        #expect(first.readings.map(\.id) == second.readings.map(\.id))
    }
}
