import Devices
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What cannot become a reading, and why; nothing is thrown away silently.
@Suite struct IntakeRefusalTests {
    /// Topic, payload, reason, hardware id.
    @Test(
        arguments: [
            ("elsewhere", "{}", .noRoute, nil),
            ("", "{}", .noRoute, nil),
            ("application/1/device/1/event/up", "{", .malformedEnvelope, nil),
            ("application/1/device/1/event/up", "[]", .malformedEnvelope, nil),
            (
                "application/1/device/1/event/nothing", #"{"deviceInfo":{"devEui":"70b3d50000000abc"}}"#,
                .malformedEnvelope, nil
            ),
            ("json", "{", .malformedEnvelope, nil),
            ("field/air//up", "{}", .noHardwareID, nil),
            ("field/air", "{}", .noHardwareID, nil),
            ("field/air/nobody/up", "{}", .unknownDevice, "nobody"),
            ("field/air/PLAIN-1/up", "{}", .unknownDevice, "PLAIN-1"),
            ("field/air/lost-1/up", "{}", .unknownModel, "lost-1"),
            ("field/air/plain-1/up", "garbage", .undecodable, "plain-1"),
            ("field/air/plain-1/up", "", .undecodable, "plain-1"),
            ("field/air/plain-1/up", #"{"other":1}"#, .undecodable, "plain-1"),
        ] as [(String, String, QuarantineReason, String?)]
    )
    func eachMessageThatIsNoReadingIsQuarantinedWithItsReason(
        topic: String,
        payload: String,
        reason: QuarantineReason,
        hardwareID: String?
    ) throws {
        var intake = try IntakeTests.intake()
        var arrivals = Arrivals()
        let message = InboundMessage(topic: Array(topic.utf8), payload: Array(payload.utf8))
        let now = Moment(steady: SteadyInstant(microseconds: 0), wall: GatewayVersion.released)
        intake.receive(message, at: now, into: &arrivals)
        let entry = try #require(arrivals.quarantined.first)
        #expect(arrivals.messages == 1 && arrivals.quarantined.count == 1 && arrivals.readings.isEmpty)
        #expect(entry.reason == reason)
        #expect(entry.hardwareID == hardwareID)
        #expect(entry.topic == message.topic && entry.payload == message.payload)
        #expect(entry.received == now.wall)
        #expect(!entry.detail.isEmpty)
    }

    @Test func aPayloadThatIsTooLargeIsQuarantinedWithItsBeginning() throws {
        let now = Moment(steady: SteadyInstant(microseconds: 0), wall: GatewayVersion.released)
        let topic = Array("field/air/plain-1/up".utf8)
        for (count, reason, kept) in [
            (256 << 10, .undecodable, 256 << 10), ((256 << 10) + 1, .tooLarge, 4_096),
        ] as [(Int, QuarantineReason, Int)] {
            var intake = try IntakeTests.intake()
            var arrivals = Arrivals()
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            intake.receive(InboundMessage(topic: topic, payload: payload), at: now, into: &arrivals)
            let entry = try #require(arrivals.quarantined.first)
            #expect(arrivals.messages == 1 && arrivals.bytes == count && arrivals.quarantined.count == 1)
            #expect(entry.reason == reason)
            #expect(entry.payload == Array(payload.prefix(kept)))
        }
    }

    @Test func aSendersMessagesBeyondItsShareAreCounted() throws {
        var intake = try IntakeTests.intake()
        var arrivals = Arrivals()
        func receive(_ topic: String, at seconds: Int64) {
            let message = InboundMessage(topic: Array(topic.utf8), payload: Array("garbage".utf8))
            let steady = SteadyInstant(microseconds: seconds * 1_000_000)
            intake.receive(message, at: Moment(steady: steady, wall: GatewayVersion.released), into: &arrivals)
        }
        for _ in 1...25 { receive("field/air/plain-1/up", at: 1) }
        #expect((arrivals.messages, arrivals.quarantined.count, intake.counters.floods) == (25, 20, 5))
        receive("field/air/nobody/up", at: 1)
        #expect(arrivals.quarantined.last?.hardwareID == "nobody", "another sender has its own share")
        receive("field/air/plain-1/up", at: 11)
        #expect((arrivals.messages, arrivals.quarantined.count, intake.counters.floods) == (27, 22, 5))
    }

    /// Receives one message; answers how many readings it gave.
    private static func receive(
        _ topic: String,
        _ payload: String,
        isRetained: Bool = false,
        into intake: inout Intake
    ) -> Int {
        var arrivals = Arrivals()
        let message = InboundMessage(topic: Array(topic.utf8), payload: Array(payload.utf8), isRetained: isRetained)
        let now = Moment(steady: SteadyInstant(microseconds: 0), wall: GatewayVersion.released)
        intake.receive(message, at: now, into: &arrivals)
        #expect(arrivals.quarantined.isEmpty)
        #expect(arrivals.messages == 1, "its acknowledgement is held like any other")
        return arrivals.readings.count
    }

    @Test func aRetainedCopyIsCountedAndNotForwarded() throws {
        var intake = try IntakeTests.intake()
        #expect(IntakeRefusalTests.receive("field/a/plain-1/up", #"{"temp":1}"#, isRetained: true, into: &intake) == 0)
        #expect(intake.counters.retained == 1)
    }

    @Test func aRouteCanAcceptRetainedMessages() throws {
        var intake = try IntakeTests.intake()
        #expect(IntakeRefusalTests.receive("kept/plain-1", #"{"temp":1}"#, isRetained: true, into: &intake) == 1)
        #expect(intake.counters.retained == 0)
    }

    @Test(arguments: ["join", "ack", "txack", "status", "log", "location", "integration"])
    func newsAboutADeviceIsCountedAndNotForwarded(event: String) throws {
        var intake = try IntakeTests.intake()
        let topic = "application/1/device/70b3d50000000abc/event/\(event)"
        let payload = #"{"deviceInfo":{"devEui":"70b3d50000000abc"}}"#
        #expect(IntakeRefusalTests.receive(topic, payload, into: &intake) == 0)
        #expect(intake.counters.deviceEvents.map { $0.key.rawValue } == [event])
    }
}
