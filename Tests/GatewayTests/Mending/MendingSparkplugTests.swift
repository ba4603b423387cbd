import Devices
import JSONSchema
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// Kept Sparkplug messages: by which birth they are read, and how far that is believed.
@Suite struct MendingSparkplugTests {
    private typealias Field = IntakeEnvelopeTests

    private static let hardwareID = "City/edge-1/dev-1"
    private static let birthTopic = "spBv1.0/City/DBIRTH/edge-1/dev-1"
    private static let dataTopic = "spBv1.0/City/DDATA/edge-1/dev-1"

    /// A gateway that has heard births at these seconds, and does not know the device.
    private static func intake(bornAt seconds: Int64...) throws -> Intake {
        var intake = try Field.intake([])
        for second in seconds { _ = Field.receive(birthTopic, Field.birth, &intake, at: second * 1_000_000) }
        return intake
    }

    private static func kept(
        _ topic: String,
        _ payload: [UInt8],
        second: Int64,
        for reason: QuarantineReason = .unknownDevice
    ) -> KeptMessage {
        let entry = QuarantineEntry(
            hardwareID: reason == .missingBirth ? nil : hardwareID,
            topic: Array(topic.utf8),
            payload: payload,
            received: Field.start.advanced(byMicroseconds: second * 1_000_000),
            reason: reason,
            detail: "earlier"
        )
        return KeptMessage(QuarantineRow(sequence: SequenceNumber(rawValue: second), entry: entry))
    }

    private static func data(second: Int64, for reason: QuarantineReason = .unknownDevice) -> KeptMessage {
        let milliseconds = UInt64(Field.start.microseconds / 1_000 + second * 1_000)
        return kept(dataTopic, Field.data(milliseconds: milliseconds), second: second, for: reason)
    }

    /// The qualities of the readings that messages become after the device was adopted.
    private static func qualities(of messages: KeptMessage..., besides running: Intake) throws -> [String] {
        let thing = try IntakeTests.thing("roof", "sparkplug/metrics", hardwareID: hardwareID)
        let directory = try Field.intake([thing]).directory
        var mending = Mending(.redecode(QuarantineSelection(), isTrial: false), besides: running, from: 0)
        let now = Moment(steady: SteadyInstant(microseconds: 0), wall: Field.start)
        let slice = KeptSlice(messages: messages, last: nil)
        guard case .inject(let injection) = mending.fetched(slice, directory: directory, at: now) else { return [] }
        return try injection.items.map {
            try JSONValue(parsing: $0.reading.body)["observations"]?[0]?["quality"]?.string ?? "none"
        }
    }

    @Test func anAliasIsBelievedWhereItsBirthWasHeardBefore() throws {
        let running = try Self.intake(bornAt: 1)
        #expect(try Self.qualities(of: Self.data(second: 5), besides: running) == ["good", "good"])
    }

    @Test func anAliasIsSuspectOnceAnotherBirthHasCome() throws {
        let running = try Self.intake(bornAt: 1, 9)
        #expect(try Self.qualities(of: Self.data(second: 5), besides: running) == ["suspect", "suspect"])
    }

    @Test func aMessageThatMissedItsBirthIsSuspect() throws {
        let running = try Self.intake(bornAt: 9)
        let kept = Self.data(second: 5, for: .missingBirth)
        #expect(try Self.qualities(of: kept, besides: running) == ["suspect", "suspect"])
    }

    @Test func aBirthHasItsNamesItself() throws {
        let running = try Self.intake(bornAt: 9)
        let birth = Self.kept(Self.birthTopic, Field.birth, second: 3)
        #expect(try Self.qualities(of: birth, besides: running) == ["good"])
    }

    /// After a start: what came between the two, and was not kept, is not known.
    @Test func aBirthThatWasKeptTeachesButIsNotBelieved() throws {
        let birth = Self.kept(Self.birthTopic, Field.birth, second: 3)
        let messages = (birth, Self.data(second: 5))
        #expect(
            try Self.qualities(of: messages.0, messages.1, besides: Field.intake([])) == ["good", "suspect", "suspect"]
        )
    }

    @Test func aBirthThatWasKeptReplacesNoneThatWasHeardSince() throws {
        let running = try Self.intake(bornAt: 9)
        let other: [UInt8] =
            [0x12, 0x0F, 0x0A, 0x02] + Array("pm".utf8) + [0x10, 0x01, 0x20, 0x0A, 0x69, 0, 0, 0, 0, 0]
        let birth = Self.kept(Self.birthTopic, other + [0, 0, 0], second: 3)
        let qualities = try Self.qualities(of: birth, Self.data(second: 12), besides: running)
        #expect(qualities.suffix(2) == ["good", "good"])
    }

    /// A birth whose time the calendar could not tell may have come after the message.
    @Test func aBirthWithoutATimeIsNotBelieved() throws {
        var running = try Field.intake([])
        running.clock = GatewayClock(isSynchronised: false, builtAt: GatewayVersion.released)
        _ = Field.receive(Self.birthTopic, Field.birth, &running, at: 1_000_000)
        #expect(try Self.qualities(of: Self.data(second: 5), besides: running) == ["suspect", "suspect"])
    }
}
