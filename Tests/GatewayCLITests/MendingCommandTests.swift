import Foundation
import Gateway
import Observations
import Store
import Testing

@testable import GatewayCLI

/// Kept messages at the command line, while no gateway runs.
@Suite struct MendingCommandTests {
    private static let heard = GatewayVersion.released.advanced(byMicroseconds: 3_600_000_000)

    /// A place whose quarantine has messages of devices that are not registered.
    private static func place(_ devices: String...) async throws -> CommandPlace {
        let place = try await CommandPlace()
        _ = try place.file(
            "gateway.toml",
            """
            [gateway]
            id = "g-1"
            state_directory = "state"
            [field]
            host = "field.example"
            [[field.routes]]
            filter = "field/+/+/up"
            envelope = "plain"
            hardware_id = "topic:3"
            [uplink]
            host = "ioc.example"
            """
        )
        let store = try store(place)
        let entries = devices.enumerated().map { index, device in
            QuarantineEntry(
                hardwareID: device,
                topic: Array("field/x/\(device)/up".utf8),
                payload: [0x01, 0x00, 0xE2, 0x02, UInt8(index + 30)],
                received: heard.advanced(byMicroseconds: Int64(index) * 1_000_000),
                reason: .unknownDevice,
                detail: "no thing is bound to this hardware id"
            )
        }
        _ = try store.apply(StoreTransaction(quarantined: entries), now: heard)
        try store.close()
        return place
    }

    private static func store(_ place: CommandPlace) throws -> BufferStore {
        try BufferStore(path: "\(place.directory)/state/buffer.db", now: heard)
    }

    @Test func anAdoptedDevicesReadingsWaitInTheOutboxWithTheirTimes() async throws {
        let place = try await Self.place("hw-1", "hw-2", "hw-1")
        let adopted = try await place.run(
            "device",
            "adopt",
            "hw-1",
            "--thing",
            "room-1",
            "--model",
            "elsys/ers",
            "--agency",
            "d"
        )
        #expect(adopted == .success)
        let store = try Self.store(place)
        let rows = try store.rows(after: nil, limit: 9, bytes: 1 << 20)
        #expect(rows.map(\.reading.thing.string) == ["room-1", "room-1"])
        #expect(rows.map(\.reading.received) == [Self.heard, Self.heard.advanced(byMicroseconds: 2_000_000)])
        #expect(store.summary.quarantinedRows == 1)
        try store.close()
        #expect(try await place.run("outbox", "export") == .success)
    }

    /// What replaced hardware had measured before is its thing's, whether or not a gateway runs.
    @Test func whatReplacedHardwareHadMeasuredBeforeIsReadWithoutAGateway() async throws {
        let place = try await Self.place("old-1")
        let add = ["device", "add", "room-1", "--hardware-id", "old-1", "--model", "senml/pack", "--agency", "d"]
        #expect(try await place.run(add) == .success)
        #expect(try await place.run("device", "replace", "room-1", "--hardware", "new-1") == .success)
        let store = try Self.store(place)
        let now = Timestamp.now
        let seconds = now.microseconds / 1_000_000 - 3_600
        let kept = QuarantineEntry(
            hardwareID: "old-1",
            topic: Array("field/x/old-1/up".utf8),
            payload: Array(#"[{"bt":\#(seconds),"n":"air_temperature","u":"Cel","v":22.5}]"#.utf8),
            received: now.advanced(byMicroseconds: -3_600_000_000),
            reason: .unknownModel,
            detail: ""
        )
        _ = try store.apply(StoreTransaction(quarantined: [kept]), now: now)
        try store.close()
        #expect(try await place.run("quarantine", "redecode", "--sequence", "2") == .success)
        let reopened = try Self.store(place)
        #expect(reopened.summary.rows == 1)
        try reopened.close()
    }

    @Test func whatIsNotThereIsSaid() async throws {
        let place = try await Self.place("hw-1")
        #expect(try await place.failure(["quarantine", "redecode"]).status == .usage)
        #expect(try await place.failure(["quarantine", "redecode", "--sequence", "9"]).status == .notFound)
        #expect(try await place.failure(["quarantine", "redecode", "--thing", "nobody"]).status == .notFound)
        #expect(try await place.failure(["quarantine", "redecode", "--reason", "bad-luck"]).status == .usage)
        #expect(try await place.failure(["quarantine", "show", "9"]).status == .notFound)
        #expect(try await place.run("quarantine", "show", "1") == .success)
        #expect(try await place.run("device", "pending") == .success)
        let replay = try await place.failure(["outbox", "replay", "--since", "1h"])
        #expect(replay.status == .notFound)
        #expect(replay.message.contains("keep_raw"))
        #expect(try await place.failure(["outbox", "replay", "--since", "yesterday"]).status == .usage)
    }

    @Test func whatARegisteredDeviceSentBeforeIsNoLongerPendingAndHasItsCommand() async throws {
        let place = try await Self.place("hw-1", "hw-2", "hw-3")
        let configuration = try GatewayConfiguration(path: place.configuration)
        #expect(UnknownSenders(configuration)?.unregistered.count == 3)
        let model = ["--model", "elsys/ers", "--agency", "d"]
        #expect(try await place.run(["device", "add", "room-1", "--hardware-id", "hw-1"] + model) == .success)
        let senders = try #require(UnknownSenders(configuration))
        #expect(senders.unregistered.compactMap(\.hardwareID) == ["hw-3", "hw-2"])
        #expect(senders.remedy?.contains("`gateway quarantine redecode --thing room-1`") == true)
        let things = try place.write("thing,hardware_id,model,agency\nroom-2,hw-2,elsys/ers,d\n")
        #expect(try await place.run("device", "import", things) == .success)
        #expect(
            UnknownSenders(configuration)?.remedy?.contains("`gateway quarantine redecode --reason unknown-device`")
                == true
        )
        #expect(try await place.run("quarantine", "redecode", "--reason", "unknown-device") == .success)
        let after = try #require(UnknownSenders(configuration))
        #expect(after.remedy == nil && after.unregistered.compactMap(\.hardwareID) == ["hw-3"])
    }

    @Test func aTrialChangesNothing() async throws {
        let place = try await Self.place("hw-1")
        #expect(try await place.run("quarantine", "redecode", "--all", "--dry-run") == .success)
        let store = try Self.store(place)
        #expect(store.summary.quarantinedRows == 1)
        #expect(store.summary.rows == 0)
    }

    @Test func aDropStandsInTheAuditWithItsAuthor() async throws {
        let place = try await Self.place("hw-1", "hw-1", "hw-2")
        #expect(try await place.run("quarantine", "drop", "1", "--hardware-id", "hw-1") == .success)
        #expect(try await place.failure(["quarantine", "drop", "1"]).status == .notFound)
        let line = try #require(try place.registry().audit(limit: 1).first)
        #expect(line.action == .quarantineDropped)
        #expect(line.subject == "hw-1")
        #expect(line.detail == #"{"messages":"1","sequences":"1","through":"1"}"#)
        #expect(!line.author.isEmpty)
        #expect(try Self.store(place).summary.quarantinedRows == 2)
    }

    /// The gateway is gone, or the command is interrupted: what was to be dropped stands in the audit all the same.
    @Test func aDropThatIsCutShortStandsInTheAudit() async throws {
        let place = try await Self.place("hw-1", "hw-1", "hw-2")
        let lock = try StateLock(directory: "\(place.directory)/state")
        defer { withExtendedLifetime(lock) {} }
        #expect(try await place.failure(["quarantine", "drop", "--hardware-id", "hw-1"]).status == .unreachable)
        let line = try #require(try place.registry().audit(limit: 1).first)
        #expect(line.action == .quarantineDropBegun && line.subject == "hw-1")
        #expect(line.detail == #"{"messages":"2","through":"2"}"#)
        #expect(try BufferReader(path: "\(place.directory)/state/buffer.db").summary().quarantinedRows == 3)
    }

    @Test func theCommandToCopyIsSafeForAShell() {
        #expect(PendingDevice.command("24e1", "milesight/am319 (+3)").contains("adopt 24e1 --thing NAME"))
        #expect(PendingDevice.command("24e1", "milesight/am319 (+3)").contains("--model VENDOR/MODEL --agency"))
        #expect(PendingDevice.command("24e1", "milesight/am319").contains("--model milesight/am319 --agency"))
        #expect(PendingDevice.command("x; rm '", nil).hasPrefix(#"gateway device adopt 'x; rm '\''' --thing"#))
        #expect(PendingDevice.command("-o", nil).hasPrefix("gateway device adopt '-o' --thing"))
    }
}
