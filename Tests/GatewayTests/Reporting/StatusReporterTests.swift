import JSONSchema
import Logging
import MQTT
import Observations
import Testing

@testable import Gateway

/// When the state is published, and what it says.
@Suite struct StatusReporterTests {
    static func reporter() -> StatusReporter {
        let started = GatewayVersion.released
        let status = GatewayStatus(gateway: "g-1", processID: 42, started: started)
        return StatusReporter(status: status, logger: Logger(label: "test"))
    }

    private static func moment(_ duration: Duration) -> Moment {
        Moment(
            steady: SteadyInstant(microseconds: 1_000_000 + duration.microseconds),
            wall: GatewayVersion.released.advanced(byMicroseconds: duration.microseconds)
        )
    }

    @Test func theStateIsPublishedEveryThirtySeconds() {
        let reporter = StatusReporterTests.reporter()
        let published = stride(from: 0, through: 90_000, by: 250).filter {
            reporter.stateToPublish(at: StatusReporterTests.moment(.milliseconds($0))) != nil
        }
        #expect(published == [0, 30_000, 60_000, 90_000])
    }

    /// Everything that counts as a change.
    static let changes: [@Sendable (inout GatewayStatus) -> Void] = [
        { $0.field.isConnected = true }, { $0.uplink.isConnected = true }, { $0.obstacle = "outbox_full" },
        { $0.backlog.rows = 1 }, { $0.backlog.parked = 1 }, { $0.dropped = 1 }, { $0.quarantined = 1 },
    ]

    @Test(arguments: changes.indices) func aChangeIsPublishedWithinASecond(index: Int) {
        let reporter = StatusReporterTests.reporter()
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.zero)) != nil)
        reporter.update(StatusReporterTests.changes[index])
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.milliseconds(999))) == nil)
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.seconds(1))) != nil)
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.seconds(2))) == nil)
    }

    @Test func aChangeAfterASecondOfQuietIsPublishedAtOnce() {
        let reporter = StatusReporterTests.reporter()
        _ = reporter.stateToPublish(at: StatusReporterTests.moment(.zero))
        reporter.update { $0.dropped = 3 }
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.milliseconds(1_250))) != nil)
    }

    @Test func countsThatAlwaysChangeAreNoChange() {
        let reporter = StatusReporterTests.reporter()
        reporter.update { $0.backlog.rows = 1 }
        _ = reporter.stateToPublish(at: StatusReporterTests.moment(.zero))
        reporter.update { status in
            status.backlog.rows = 2
            status.totals.forwarded = 7
            status.uplink.seconds = 9
        }
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.seconds(10))) == nil)
    }

    @Test func aNewConnectionIsToldTheStateAtOnce() {
        let reporter = StatusReporterTests.reporter()
        _ = reporter.stateToPublish(at: StatusReporterTests.moment(.zero))
        reporter.mustPublish()
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.milliseconds(1))) != nil)
        #expect(reporter.stateToPublish(at: StatusReporterTests.moment(.milliseconds(2))) == nil)
    }

    @Test func itCountsTheTurnsOfTheLoop() {
        let reporter = StatusReporterTests.reporter()
        reporter.progressed()
        reporter.progressed()
        #expect(reporter.turns == 2)
    }

    @Test func theStateOnlineSaysWhatWaits() throws {
        let reporter = StatusReporterTests.reporter()
        reporter.update { status in
            status.field.isConnected = true
            status.backlog = .init(rows: 3, bytes: 1_200, oldest: "2026-11-23T00:00:00.000Z", parked: 1)
            status.dropped = 4
            status.quarantined = 5
            status.totals.withoutSubscriber = 6
            status.obstacle = "outbox_full"
        }
        let bytes = try #require(reporter.stateToPublish(at: StatusReporterTests.moment(.zero)))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"backlog":{"bytes":1200,"oldest":"2026-11-23T00:00:00.000Z","rows":3},"dropped":4,"#
                + #""field":"connected","gateway":"g-1","obstacle":"outbox_full","parked":1,"quarantined":5,"#
                + #""schemaVersion":1,"setAside":0,"state":"online","time":"2026-11-23T00:00:00.000Z","#
                + #""uplink":"disconnected","version":"\#(GatewayVersion.current)","withoutSubscriber":6}"#
        )
    }

    @Test func aCleanStopIsToldApartFromALoss() throws {
        let bytes = StatusReporterTests.reporter().offlineState(at: StatusReporterTests.moment(.zero))
        let stopped = try JSONValue(parsing: bytes)
        #expect(stopped["state"]?.string == "offline")
        #expect(stopped["reason"]?.string == "stopped")
        #expect(stopped["time"]?.string == "2026-11-23T00:00:00.000Z")
        #expect(stopped["backlog"]?["rows"]?.number == 0)
        #expect(stopped["backlog"]?["oldest"] == nil && stopped["obstacle"] == nil)
    }

    @Test func theWillSaysThatTheGatewayIsLost() throws {
        let text = """
            [gateway]
            id = "g-1"
            [[field.routes]]
            filter = "field/+/+/up"
            envelope = "chirpstack"
            [uplink]
            host = "ioc.example"
            prefix = "a/b"
            """
        let settings = try LoopSettings(GatewayConfiguration(toml: text, directory: "/nowhere"))
        let will = try #require(settings.uplinkOptions.will)
        #expect(settings.fieldOptions.will == nil)
        #expect(will.topic == "a/b/gateways/g-1/state")
        #expect(settings.stateTopic == will.topic)
        #expect(will.isRetained)
        #expect(
            String(decoding: will.payload, as: UTF8.self)
                == #"{"gateway":"g-1","reason":"lost","schemaVersion":1,"state":"offline","#
                + #""version":"\#(GatewayVersion.current)"}"#
        )
    }
}
