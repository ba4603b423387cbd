import Foundation
import Gateway
import Observations
import Store
import Testing

@testable import GatewayCLI

struct StatusTextTests {
    private static let configuration = """
        [gateway]
        id = "bd-tdm-01"
        state_directory = "state"
        [[field.routes]]
        filter = "field/+/+/up"
        envelope = "plain"
        hardware_id = "topic:3"
        [uplink]
        host = "ioc.example"
        """
    private static let now = Timestamp(microseconds: 1_795_420_800_000_000)

    private func lines(_ changes: String) throws -> [String: String] {
        let text = StatusText.running(try SampleStatus.with(changes), now: StatusTextTests.now)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        let unfolded = text.replacing("\n            ", with: " ")
        let pairs = unfolded.split(separator: "\n").map { (String($0.prefix { $0 != " " }), String($0.dropFirst(12))) }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func aHealthyGatewaySaysSo() throws {
        let lines = try lines("{}")
        #expect(lines["field"] == "connected for 1 d 1 h")
        #expect(lines["uplink"] == "connected for 5 s, 3 of at most 20 readings on their way")
        #expect(lines["backlog"] == "empty")
        #expect(lines["dropped"] == "none")
        #expect(lines["obstacle"] == "none")
        #expect(lines["clock"] == "synchronised")
        #expect(lines["things"] == "12")
        #expect(lines["became"] == "15 forwarded, 5 buffered (2 drained since), 0 duplicates, 0 quarantined")
        #expect(lines["also"] == "2 replayed")
        #expect(lines["gateway"]?.hasSuffix("(1 d 1 h)") == true)
    }

    @Test func whatIsWrongIsSaid() throws {
        let lines = try lines(
            """
            {"uplink":{"isConnected":false,"seconds":61,"lastError":"connection refused","sessionsLost":0},
             "backlog":{"rows":7,"bytes":2048,"parked":2,"setAside":1,"oldest":"2026-11-23T07:58:00.000Z"},
             "field":{"isConnected":true,"seconds":1,"sessionsLost":2},
             "dropped":3,"quarantined":4,"obstacle":"outbox_full","isClockSynchronised":false}
            """
        )
        #expect(lines["uplink"] == "NOT connected for 1 min 1 s, last error: connection refused")
        #expect(lines["field"]?.hasSuffix("the broker forgot our session 2 times") == true)
        let backlog = "7 readings, 2 KiB, the oldest waits for 2 min; the uplink has refused 2 of them"
        #expect(lines["backlog"] == backlog)
        #expect(lines["dropped"] == "3 readings, by a declared limit")
        #expect(lines["quarantine"]?.hasPrefix("4 messages") == true)
        #expect(lines["obstacle"]?.hasPrefix("outbox_full: ") == true)
        #expect(lines["clock"]?.hasPrefix("NOT synchronised") == true)
    }

    private static let machine = """
        {"devices":{"ok":9,"late":1,"silent":2,"never":0,"maintenance":3},"disk":{"freeBytes":1073741824,"reserveBytes":0},
         "rates":{"messagesPerSecond":12.34,"readingsPerSecond":40,"intakeRowsPerSecond":40,"intakeBytesPerSecond":9,
                  "backlogRowsPerSecond":0,"backlogBytesPerSecond":0},
         "buffer":{"basis":"forecast","secondsLeft":46800,"limit":"bytes"},"registryFault":"air.toml: broken\\nin line 3",
         "certificates":[{"link":"uplink","role":"client","file":"/a.pem","expires":"2026-12-03T08:00:00.000Z"},
                         {"link":"uplink","role":"authority","file":"/b.pem","expires":"2026-11-01T08:00:00.000Z"},
                         {"link":"field","role":"authority","file":"/c.pem","expires":"2036-11-01T08:00:00.000Z"},
                         {"link":"field","role":"client","file":"/d.pem"}]}
        """

    @Test func theMachineAroundTheGatewayIsSaid() throws {
        let lines = try lines(StatusTextTests.machine)
        #expect(lines["devices"] == "9 ok, 1 late, 2 SILENT, 3 under maintenance")
        #expect(lines["rates"] == "12.3 messages/s with 40 readings/s over the last minute")
        #expect(lines["buffer"] == "would last 13 h without the uplink, until outbox.maximum_bytes is reached")
        #expect(
            lines["registry"] == "NOT loaded, the gateway goes on with what it had: air.toml: broken; in line 3"
        )
        #expect(lines["disk"] == "1 GiB free")
        let status = try SampleStatus.with(StatusTextTests.machine)
        let certificates = (status.certificates ?? []).map {
            MachineText.certificate($0, now: StatusTextTests.now)
        }
        #expect(
            certificates == [
                "uplink, own certificate: ONLY 10 days more, until 2026-12-03",
                "uplink, authorities: EXPIRED on 2026-11-01",
                "field, authorities: 3631 days more, until 2036-11-01",
                "field, own certificate: /d.pem CANNOT be read",
            ]
        )
    }

    @Test(
        arguments: [
            (#"{"basis":"draining"}"#, "draining: the uplink takes more than comes in"),
            (#"{"basis":"forecast"}"#, "nothing comes in"),
            (
                #"{"basis":"filling","secondsLeft":90,"limit":"rows"}"#,
                "lasts 1 min 30 s at this rate, until outbox.maximum_rows is reached"
            ),
            (
                #"{"basis":"filling","secondsLeft":0,"limit":"disk"}"#,
                "lasts 0 s at this rate, until the end of the disk is reached"
            ),
        ]
    )
    func theBufferSaysHowLongItLasts(outlook: String, text: String) throws {
        #expect(try lines(#"{"buffer":\#(outlook)}"#)["buffer"] == text)
    }

    @Test func devicesThatWaitToBeAdoptedAreHintedAt() throws {
        let status = try SampleStatus.with(#"{"quarantined":4}"#)
        let one = StatusText.running(status, now: StatusTextTests.now, pending: 1)
        #expect(one.replacing("\n            ", with: " ").contains("1 device waits to be adopted"))
        #expect(!StatusText.running(status, now: StatusTextTests.now, pending: 0).contains("adopted"))
        #expect(try StatusDetails.running(status, pending: 3).hasPrefix(#"{"running":true,"pendingDevices":3,"#))
    }

    @Test func programsLearnFirstWhetherItRuns() throws {
        let running = try StatusDetails.running(SampleStatus.with())
        let object = try JSONSerialization.jsonObject(with: Data(running.utf8)) as? [String: Any]
        #expect(object?["running"] as? Bool == true)
        #expect(object?["things"] as? Int == 12)

        let configuration = try GatewayConfiguration(toml: StatusTextTests.configuration, directory: "/tmp")
        var summary = OutboxSummary()
        summary.rows = 9
        summary.oldest = StatusTextTests.now
        let stopped = StatusDetails.stopped(summary, configuration: configuration)
        let other = try JSONSerialization.jsonObject(with: Data(stopped.utf8)) as? [String: Any]
        #expect(other?["running"] as? Bool == false)
        #expect((other?["backlog"] as? [String: Any])?["rows"] as? Int == 9)
        #expect((other?["backlog"] as? [String: Any])?["oldest"] as? String == "2026-11-23T08:00:00.000Z")
        let text = StatusText.stopped(summary, configuration: configuration, now: StatusTextTests.now)
        #expect(text.hasPrefix("gateway     bd-tdm-01, not running\nbacklog     9 readings"))
    }

    private static let spans: [(Int64, String)] = [
        (0, "0 s"), (-5, "0 s"), (59, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (3_600, "1 h"), (3_725, "1 h 2 min"),
        (86_459, "1 d"), (273_600, "3 d 4 h"),
    ]

    @Test(arguments: spans)
    func aSpanIsSaidInItsTwoLargestUnits(seconds: Int64, text: String) {
        #expect(ReadableTime.span(seconds: seconds) == text)
    }

    private static let sizes: [(Int64, String)] = [
        (0, "0 B"), (1_023, "1023 B"), (1_536, "1.5 KiB"), (1_048_576, "1 MiB"), (5_497_558_138_880, "5120 GiB"),
    ]

    @Test(arguments: sizes)
    func aSizeIsReadable(bytes: Int64, text: String) { #expect(ReadableTime.size(bytes: bytes) == text) }

    @Test func aMomentIsShownInTheMachinesZone() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        #expect(ReadableTime.clock(StatusTextTests.now, zone: zone) == "2026-11-23 15:00:00")
    }
}
