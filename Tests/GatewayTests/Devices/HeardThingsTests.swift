import Devices
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What was last heard of each thing.
@Suite struct HeardThingsTests {
    private static func now(_ seconds: Int64) -> Moment {
        Moment(
            steady: SteadyInstant(microseconds: seconds * 1_000_000),
            wall: GatewayVersion.released.advanced(byMicroseconds: (86_400 + seconds) * 1_000_000)
        )
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
        var intake = try IntakeTests.intake()
        let room = try Slug("room-1")
        #expect(intake.heard[room] == nil)
        HeardThingsTests.receive(HeardThingsTests.topic, HeardThingsTests.room(7), at: HeardThingsTests.now(1), &intake)
        let heard = try #require(intake.heard[room])
        #expect(heard.received == HeardThingsTests.now(1).wall)
        #expect(heard.readingReceived == HeardThingsTests.now(1).wall)
        #expect(heard.frameCounter == 7)
        #expect(heard.radio == Radio(rssi: -101, snr: -4.5))
        #expect(heard.battery.voltage == 3.6)
        #expect(heard.messages == 1)
        #expect(heard.fault == nil)
        #expect(heard.hardwareID == "70b3d50000000def")
    }

    @Test func aFaultIsKeptUntilAReadingFollows() throws {
        var intake = try IntakeTests.intake()
        let room = try Slug("room-1")
        HeardThingsTests.receive(HeardThingsTests.topic, HeardThingsTests.room(7), at: HeardThingsTests.now(1), &intake)
        let broken = HeardThingsTests.room(8, "AQ==")
        HeardThingsTests.receive(HeardThingsTests.topic, broken, at: HeardThingsTests.now(2), &intake)
        var heard = try #require(intake.heard[room])
        #expect(heard.fault?.reason == .undecodable)
        #expect(heard.received == HeardThingsTests.now(2).wall)
        #expect(heard.readingReceived == HeardThingsTests.now(1).wall)
        HeardThingsTests.receive(HeardThingsTests.topic, HeardThingsTests.room(9), at: HeardThingsTests.now(3), &intake)
        heard = try #require(intake.heard[room])
        #expect(heard.fault == nil)
        #expect(heard.messages == 2)
    }

    @Test func unregisteredHardwareLeavesNothing() throws {
        var intake = try IntakeTests.intake()
        HeardThingsTests.receive("field/environment/stranger/up", "{}", at: HeardThingsTests.now(1), &intake)
        #expect(intake.heard.count == 0)
    }

    @Test func thereAreNeverMoreRecordsThanThings() throws {
        var intake = try IntakeTests.intake()
        let prefix = try #require(TopicPrefix("ioc/v1"))
        let plain = try ModelCatalogue(adding: [])
        for round in 0..<5 {
            let things = try (0..<10).map { try IntakeTests.thing("t-\(round)-\($0)", "elsys/ers") }
            intake.directory = DeviceDirectory(things: things, catalogue: plain, prefix: prefix)
            for thing in things {
                HeardThingsTests.receive("field/a/\(thing.id)/up", "x", at: HeardThingsTests.now(1), &intake)
                #expect(intake.heard.count <= intake.directory.count)
            }
        }
        #expect(intake.heard.count == 10)
    }
}
