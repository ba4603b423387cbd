import Foundation
import Gateway
import TestBroker
import Testing

@testable import GatewayCLI

/// A configuration for two brokers of a test's own, and what the doctor says of it.
final class DoctorPlace {
    let directory: String
    let field: Broker
    let uplink: Broker

    static let fieldBroker = [
        "allow_anonymous true", "persistence true", "autosave_interval 1", "max_queued_messages 10000000",
        "max_inflight_messages 1000",
    ]

    init(
        fieldBroker: [String] = DoctorPlace.fieldBroker,
        uplinkBroker: [String] = ["allow_anonymous true", "max_inflight_messages 1000"],
        security: Broker.Security = .none,
        files: [String: String] = [:]
    ) throws {
        directory = try Scratch.makeDirectory("doctor")
        field = try Broker(fieldBroker, files: files)
        uplink = try Broker(uplinkBroker, security: security, files: files)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o750]
        try FileManager.default.createDirectory(
            atPath: "\(directory)/state",
            withIntermediateDirectories: true,
            attributes: attributes
        )
        try configure()
    }

    deinit { Scratch.remove(directory) }

    /// Writes the configuration anew, with these lines in its sections.
    func configure(field: [String] = [], uplink: [String] = [], fieldPort: UInt16? = nil, host: String = "127.0.0.1")
        throws
    {
        let lines =
            ["[gateway]", #"id = "g-1""#, #"state_directory = "state""#, "[field]"]
            + ["port = \(fieldPort ?? self.field.port)"] + field + [
                "[[field.routes]]", #"filter = "field/+/+/up""#, #"envelope = "plain""#, #"hardware_id = "topic:3""#,
                "[uplink]", #"host = "\#(host)""#, "port = \(self.uplink.port)",
            ] + uplink
        _ = try file("gateway.toml", lines.joined(separator: "\n") + "\n")
    }

    func file(_ name: String, _ text: String, mode: Int = 0o640) throws -> String {
        let path = "\(directory)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    var options: ConfigurationOptions {
        var options = ConfigurationOptions()
        options.path = "\(directory)/gateway.toml"
        return options
    }

    func report(
        offline: Bool = false,
        _ tell: @escaping ([DoctorFinding]) -> Void = { _ in }
    ) -> DoctorReport {
        DoctorExamination(
            file: options,
            isOffline: offline,
            brokerConfiguration: "\(field.directory)/mosquitto.conf"
        ).examine(tell).report
    }
}

extension DoctorReport {
    func find(_ section: String, _ check: String) -> DoctorFinding? {
        findings.first { $0.section == section && $0.check == check }
    }

    func verdict(_ section: String, _ check: String) -> DoctorFinding.Verdict? { find(section, check)?.verdict }
}
