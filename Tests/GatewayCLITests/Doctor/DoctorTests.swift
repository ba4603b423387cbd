import Foundation
import Gateway
import Observations
import Store
import TestBroker
import Testing

@testable import GatewayCLI

/// What the doctor says of everything but the brokers.
@Suite struct DoctorTests {
    private static func place() throws -> DoctorPlace { try DoctorPlace() }

    @Test func aConfigurationWithFaultsIsTheOnlyFinding() throws {
        let place = try Self.place()
        _ = try place.file("gateway.toml", "[gateway]\nid = \"Not A Slug\"\n")
        let report = place.report(offline: true)
        #expect(report.findings.count == 1)
        #expect(report.verdict("configuration", "file") == .fail)
        #expect(report.find("configuration", "file")?.text.contains("gateway.id") == true)
    }

    @Test func filesThatAnybodyMayReadAreNamed() throws {
        let place = try Self.place()
        let secret = try place.file("field.password", "secret\n", mode: 0o644)
        try place.configure(field: [#"username = "gateway""#, #"password_file = "\#(secret)""#])
        let author = Author("test") { Timestamp(microseconds: 0) }
        let path = "\(place.directory)/state/registry.db"
        try ThingRegistry(path: path, author: author).close()
        var report = place.report(offline: true)
        #expect(report.verdict("permissions", "configuration") == .ok)
        #expect(report.verdict("permissions", "secret") == .fail)
        #expect(report.find("permissions", "secret")?.remedy == "chmod 640 \(secret)")
        #expect(report.verdict("permissions", "registry") == .ok)
        #expect(report.verdict("permissions", "state directory") == .ok)
        chmod(secret, 0o640)
        chmod(path, 0o664)
        chmod("\(place.directory)/gateway.toml", 0o646)
        report = place.report(offline: true)
        #expect(report.verdict("permissions", "secret") == .ok)
        #expect(report.verdict("permissions", "registry") == .fail)
        #expect(report.verdict("permissions", "configuration") == .fail)
    }

    @Test func theDiskIsMeasuredAndWhatIsNotThereIsNotSeen() throws {
        let place = try Self.place()
        let report = place.report(offline: true)
        #expect(report.verdict("storage", "journal") == .unseen)
        #expect(report.verdict("registry", "quarantine") == .unseen)
        #expect(report.verdict("gateway", "status") == .warn)
        let sync = report.find("storage", "sync")
        #expect(sync?.verdict == .ok || sync?.verdict == .warn)
        #expect(sync?.text.hasSuffix(" ms") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.directory)/state").isEmpty)
        for finding in report.findings where finding.verdict == .unseen {
            #expect(!finding.text.isEmpty)
        }
    }

    @Test func aDamagedRegistryAndABrokenModelFileAreNamed() throws {
        let place = try Self.place()
        try FileManager.default.createDirectory(atPath: "\(place.directory)/models", withIntermediateDirectories: true)
        _ = try place.file("models/air.toml", "id = \"broken")
        let author = Author("test") { Timestamp(microseconds: 0) }
        let path = "\(place.directory)/state/registry.db"
        try ThingRegistry(path: path, author: author).close()
        var report = place.report(offline: true)
        #expect(report.verdict("registry", "integrity") == .ok)
        #expect(report.verdict("registry", "audit") == .ok)
        #expect(report.verdict("registry", "model files") == .fail)
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 100))
        try file.close()
        report = place.report(offline: true)
        #expect(report.verdict("registry", "file") == .fail, "\(report.table)")
    }

    @Test func whatIsMissingForDevicesIsNamed() throws {
        let place = try Self.place()
        let now = Timestamp(microseconds: 1_795_420_800_000_000)
        let store = try BufferStore(path: "\(place.directory)/state/buffer.db", now: now)
        var transaction = StoreTransaction()
        let reasons: [QuarantineReason] = [.unknownDevice, .keyNeeded, .undecodable]
        transaction.quarantined = reasons.map { reason in
            QuarantineEntry(
                hardwareID: "dev-\(reason.rawValue)",
                topic: Array("t".utf8),
                payload: [1],
                received: now,
                reason: reason,
                detail: ""
            )
        }
        _ = try store.apply(transaction, now: now)
        try store.close()
        let report = place.report(offline: true)
        #expect(report.verdict("storage", "journal") == .ok)
        #expect(report.find("registry", "keys")?.text == "missing or wrong for dev-key-needed")
        #expect(report.find("registry", "unknown")?.text == "not registered: dev-unknown-device")
        #expect(report.verdict("registry", "quarantine") == .warn)
    }

    @Test func theBrokersOwnFileIsReadWithWhatItIncludes() throws {
        let place = try Self.place()
        let folder = "\(place.directory)/conf.d"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try place.file("conf.d/a.conf", "# persistence false\nlistener 1884 127.0.0.1\nmax_queued_messages 77\n")
        _ = try place.file("conf.d/b.txt", "max_queued_messages 1\n")
        let path = try place.file("main.conf", "persistence true\ninclude_dir \(folder)\n")
        let broker = try #require(MosquittoConfiguration(path: path))
        #expect(broker.isPersistent && broker.queuedMessagesMax == 77 && broker.autosaveSeconds == 1_800)
        #expect(broker.listens(on: 1_884) && !broker.listens(on: 1_883) && !broker.replacesClientID)
        _ = try place.file("loop.conf", "include_dir \(place.directory)\n")
        #expect(MosquittoConfiguration(path: "\(place.directory)/loop.conf") == nil, "it has an end")
        #expect(MosquittoConfiguration(path: "/nowhere/mosquitto.conf") == nil)
    }

    @Test func programsGetOneObject() throws {
        var report = DoctorReport()
        report.add([
            DoctorFinding("a", "b", .ok, "fine"), DoctorFinding("a", "c", .fail, "bad\nworse", remedy: "mend \"it\""),
        ])
        let object = try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any]
        #expect(object?["verdict"] as? String == "FAIL")
        let findings = try #require(object?["findings"] as? [[String: Any]])
        #expect(findings.map { $0["verdict"] as? String } == ["ok", "FAIL"])
        #expect(findings[1]["remedy"] as? String == "mend \"it\"")
        let room = String(repeating: " ", count: 14)
        let table = "ok        a\(room)b: fine\nFAIL      a\(room)c: bad; worse\n           \(room)-> mend \"it\"\n"
        #expect(report.table == table)
    }

    @Test func aFindingIsToldAsSoonAsItIsMade() throws {
        let place = try DoctorPlace()
        var told: [[DoctorFinding]] = []
        let report = place.report(offline: true) { told.append($0) }
        #expect(told.count > 5 && told.flatMap(\.self) == report.findings)
        #expect(told.map(DoctorReport.table).joined() == report.table, "piece by piece it looks the same")
    }
}
