import Devices
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What was last heard of each thing.
@Suite struct LastHeardTests {
    private static func now(_ seconds: Int64) -> Moment {
        Moment(
            steady: SteadyInstant(microseconds: seconds * 1_000_000),
            wall: GatewayVersion.released.advanced(byMicroseconds: (86_400 + seconds) * 1_000_000)
        )
    }

    private static func intake() throws -> Intake {
        var intake = try IntakeTests.intake()
        intake.health.follow(intake.directory.all, at: now(0))
        return intake
    }

    private static func receive(_ topic: String, _ payload: String, at now: Moment, _ intake: inout Intake) {
        var arrivals = Arrivals()
        let message = InboundMessage(topic: Array(topic.utf8), payload: Array(payload.utf8), isRetained: false)
        intake.receive(message, at: now, into: &arrivals)
    }

    /// A ChirpStack uplink of a room sensor: 21.3 degrees, 3.6 V.
    private static func room(_ counter: Int, _ data: String = "AQDVBw4Q") -> String {
        #"{"deviceInfo":{"devEui":"70b3d50000000def"},"fCnt":\#(counter),"fPort":5,"data":"\#(data)","#
            + #""rxInfo":[{"rssi":-101,"snr":-4.5}]}"#
    }

    private static let topic = "application/1/device/70b3d50000000def/event/up"

    @Test func aReadingLeavesTimeRadioCounterAndBattery() throws {
        var intake = try LastHeardTests.intake()
        let room = try Slug("room-1")
        #expect(intake.health[room]?.last == LastHeard())
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(7), at: LastHeardTests.now(1), &intake)
        let heard = try #require(intake.health[room]?.last)
        #expect(heard.received == LastHeardTests.now(1).wall)
        #expect(heard.readingReceived == LastHeardTests.now(1).wall)
        #expect(heard.frameCounter == 7)
        #expect(heard.radio == Radio(rssi: -101, snr: -4.5))
        #expect(heard.battery.voltage == 3.6)
        #expect(heard.messages == 1)
        #expect(!heard.isFailing)
        #expect(heard.hardwareID == "70b3d50000000def")
    }

    @Test func aFaultIsKeptUntilAReadingFollows() throws {
        var intake = try LastHeardTests.intake()
        let room = try Slug("room-1")
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(7), at: LastHeardTests.now(1), &intake)
        let broken = LastHeardTests.room(8, "AQ==")
        LastHeardTests.receive(LastHeardTests.topic, broken, at: LastHeardTests.now(2), &intake)
        var heard = try #require(intake.health[room]?.last)
        #expect(heard.isFailing && heard.failure?.reason == .undecodable && heard.failure?.detail.isEmpty == false)
        #expect(HeardAnswer(since: "", heard).fault?.reason == "undecodable")
        #expect(heard.received == LastHeardTests.now(2).wall)
        #expect(heard.readingReceived == LastHeardTests.now(1).wall)
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(9), at: LastHeardTests.now(3), &intake)
        heard = try #require(intake.health[room]?.last)
        #expect(!heard.isFailing)
        #expect(heard.messages == 2)
    }

    @Test func unregisteredHardwareLeavesNothing() throws {
        var intake = try LastHeardTests.intake()
        LastHeardTests.receive("field/environment/stranger/up", "{}", at: LastHeardTests.now(1), &intake)
        #expect(intake.health.things.allSatisfy { $0.last == LastHeard() })
    }

    @Test func whatIsKnownOfAnEarlierRunIsNotHeardInThisOne() throws {
        var intake = try LastHeardTests.intake()
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(7), at: LastHeardTests.now(1), &intake)
        let restored = HealthFile.record(HealthFile.text(intake.health.record))
        let last = try #require(restored.things.first { $0.id.string == "room-1" }?.last)
        #expect(last.decoded == LastHeardTests.now(1).wall && last.battery.voltage == 3.6)
        #expect(HeardAnswer(since: "x", last) == HeardAnswer(since: "x", nil))
    }

    @Test func aThingThatIsGoneLeavesNothingToTheNextOne() throws {
        var intake = try LastHeardTests.intake()
        let room = try Slug("room-1")
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(7), at: LastHeardTests.now(1), &intake)
        let entry = try #require(intake.directory["70b3d50000000def"])
        intake.health.take(present: [], gone: [room], at: LastHeardTests.now(2))
        #expect(intake.health[room] == nil)
        intake.health.take(present: [entry], gone: [], at: LastHeardTests.now(3))
        #expect(intake.health[room]?.last == LastHeard())
    }
}
