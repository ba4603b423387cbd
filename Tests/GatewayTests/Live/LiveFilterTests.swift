import Devices
import Observations
import Store
import Testing

@testable import Gateway

/// What passes a follower's filter.
@Suite struct LiveFilterTests {
    private static let time = GatewayVersion.released

    static func reading(
        _ outcome: SettledReading.Outcome = .forwarded,
        quality: String = "good",
        hardwareID: String? = "dev1"
    ) -> LiveEvent {
        let body = #"{"thing":"air-1","replayed":false,"observations":[{"property":"p","quality":"\#(quality)"}]}"#
        let reading = OutboxReading(
            id: ReadingID(bits: 7),
            thing: slug,
            topic: "ioc/v1/environment-dept/environment/air-1/reading",
            body: Array(body.utf8),
            replayedOffset: 28,
            received: time,
            receivedSteadyMicroseconds: 5,
            connection: 1
        )
        return .reading(SettledReading(reading: reading, outcome: outcome), hardwareID: hardwareID)
    }

    private static let slug: Slug = {
        do throws(SlugError) { return try Slug("air-1") } catch { preconditionFailure("air-1 is a slug: \(error)") }
    }()

    static func refusal(_ thing: Thing?, hardwareID: String?, payload: [UInt8] = [1, 0xab]) -> LiveEvent {
        let entry = QuarantineEntry(
            hardwareID: hardwareID,
            topic: Array("field/a".utf8),
            payload: payload,
            received: time,
            reason: .undecodable,
            detail: "byte 3"
        )
        return .quarantined(entry, LiveSender(hardwareID: hardwareID, thing: thing))
    }

    @Test func withoutAWishEverythingPasses() throws {
        let thing = try IntakeTests.thing("air-1", "acme/plain")
        let events: [LiveEvent] = [
            .following(at: LiveFilterTests.time), LiveFilterTests.reading(),
            LiveFilterTests.refusal(nil, hardwareID: nil),
            .device(.join, LiveSender(hardwareID: "dev1", thing: thing), at: LiveFilterTests.time),
            .withoutReading(LiveSender(hardwareID: "dev1", thing: thing), at: LiveFilterTests.time),
            .registry(things: 1, at: LiveFilterTests.time),
            .link(.uplink, isOpen: true, reason: nil, at: LiveFilterTests.time),
        ]
        for event in events { #expect(LiveFilter().admits(event)) }
    }

    @Test func aReadingPassesByItsThingDomainAgencyAndHardware() {
        let event = LiveFilterTests.reading()
        #expect(LiveFilter(thing: "air-1").admits(event))
        #expect(!LiveFilter(thing: "air").admits(event))
        #expect(!LiveFilter(thing: "air-2").admits(event))
        #expect(LiveFilter(domain: "environment").admits(event))
        #expect(!LiveFilter(domain: "traffic").admits(event))
        #expect(LiveFilter(agency: "environment-dept").admits(event))
        #expect(!LiveFilter(agency: "environment").admits(event))
        #expect(LiveFilter(hardwareID: "dev1").admits(event))
        #expect(!LiveFilter(hardwareID: "dev2").admits(event))
        #expect(!LiveFilter(thing: "air-1", hardwareID: "dev2").admits(event))
    }

    @Test func aHardwareIDIsComparedAsIdsAre() {
        let event = LiveFilterTests.refusal(nil, hardwareID: "70b3d50000000abc")
        #expect(LiveFilter(hardwareID: "70B3D50000000ABC").admits(event))
    }

    @Test func whatIsOfNobodyKnownPassesNoFilterByPlace() throws {
        let thing = try IntakeTests.thing("air-1", "acme/plain")
        #expect(!LiveFilter(thing: "air-1").admits(LiveFilterTests.refusal(nil, hardwareID: "dev1")))
        #expect(LiveFilter(thing: "air-1").admits(LiveFilterTests.refusal(thing, hardwareID: "dev1")))
        #expect(
            LiveFilter(domain: "environment", agency: "city").admits(LiveFilterTests.refusal(thing, hardwareID: "x"))
        )
        #expect(!LiveFilter(hardwareID: "dev1").admits(LiveFilterTests.refusal(nil, hardwareID: nil)))
    }

    @Test func linksAndRegistryConcernEverybody() {
        let filter = LiveFilter(thing: "air-1", hardwareID: "dev1")
        #expect(filter.admits(.link(.field, isOpen: false, reason: "x", at: LiveFilterTests.time)))
        #expect(filter.admits(.registry(things: 3, at: LiveFilterTests.time)))
    }

    @Test func errorsAreWhatSomebodyShouldLookAt() {
        let filter = LiveFilter(errorsOnly: true)
        #expect(filter.admits(.following(at: LiveFilterTests.time)))
        #expect(filter.admits(LiveFilterTests.refusal(nil, hardwareID: nil)))
        #expect(!filter.admits(LiveFilterTests.reading()))
        #expect(!filter.admits(LiveFilterTests.reading(.buffered)))
        #expect(filter.admits(LiveFilterTests.reading(quality: "suspect")))
        #expect(filter.admits(LiveFilterTests.reading(quality: "bad")))
        #expect(!filter.admits(LiveFilterTests.reading(quality: "calibrating")))
        for outcome in [SettledReading.Outcome.parked, .quarantined, .withheld] {
            #expect(filter.admits(LiveFilterTests.reading(outcome)))
        }
        #expect(filter.admits(.link(.field, isOpen: false, reason: nil, at: LiveFilterTests.time)))
        #expect(!filter.admits(.link(.field, isOpen: true, reason: nil, at: LiveFilterTests.time)))
        #expect(!filter.admits(.registry(things: 1, at: LiveFilterTests.time)))
    }
}
