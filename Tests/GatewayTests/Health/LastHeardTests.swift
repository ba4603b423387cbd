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

    /// After a large import the table follows the directory piece by piece.
    @Test func aThingIsHeardBeforeTheTableFollowsIt() throws {
        var intake = try IntakeTests.intake()
        LastHeardTests.receive(LastHeardTests.topic, LastHeardTests.room(7), at: LastHeardTests.now(1), &intake)
        let room = try #require(intake.health[Slug("room-1")])
        #expect(room.condition == .online && room.last.decoded == LastHeardTests.now(1).wall)
        LastHeardTests.receive("field/x/timed-1/up", "nonsense", at: LastHeardTests.now(2), &intake)
        #expect(try intake.health[Slug("timed-1")]?.last.failure?.reason == .undecodable)
        #expect(intake.health.things.count == 2)
        intake.health.take(present: Array(intake.directory.all), gone: [], at: LastHeardTests.now(3))
        #expect(try intake.health[Slug("room-1")]?.condition == .online)
    }

    @Test func aThingThatIsGoneIsNotHeardByWhatACodecStillReads() throws {
        var intake = try LastHeardTests.intake()
        let entry = try #require(intake.directory["70b3d50000000def"])
        intake.directory = DeviceDirectory(entries: [:])
        intake.health.take(present: [], gone: [entry.thing.id], at: LastHeardTests.now(1))
        let uplink = Uplink(hardwareID: entry.thing.hardwareID, payload: [1])
        var arrivals = Arrivals()
        intake.normalise(Decoded(readings: []), of: uplink, for: entry, at: LastHeardTests.now(2), 0, into: &arrivals)
        #expect(intake.health[entry.thing.id] == nil)
    }

    /// The charge of the battery that was taken away is not the thing's for ever.
    @Test func otherHardwareHasABatteryOfItsOwn() {
        func said(_ hardwareID: String, level: Double? = nil, voltage: Double? = nil) -> DecodedMessage {
            DecodedMessage(
                hardwareID: hardwareID,
                radio: level.map { _ in Radio(rssi: -90, snr: nil) },
                battery: LastHeard.Battery(level: level, voltage: voltage)
            )
        }
        let moment = LastHeardTests.now(1).wall
        var last = LastHeard()
        last.take(said("70B3D50000000DEF", level: 5), at: moment)
        last.take(said("70b3d50000000def", voltage: 3.1), at: moment)
        #expect(last.battery.charge == .level(5), "the same one")
        var replaced = last
        replaced.take(said("70b3d50000000abc", voltage: 3.6), at: moment)
        #expect(replaced.battery == LastHeard.Battery(voltage: 3.6) && replaced.radio == nil)
        var failing = last
        failing.take(LastHeard.Failure(reason: .undecodable, time: moment), from: "70b3d50000000abc")
        #expect(failing.battery == LastHeard.Battery())
        // After a start it is not known which hardware it was.
        var restored = LastHeard()
        restored.battery = LastHeard.Battery(level: 5)
        restored.take(said("70b3d50000000abc"), at: moment)
        #expect(restored.battery.level == 5)
        restored.received = nil
        restored.take(said("70b3d50000000abc", voltage: 3.6), at: moment)
        #expect(restored.battery.charge == .voltage(3.6))
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
