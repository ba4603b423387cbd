import Foundation
import Gateway
import Glibc
import Observations
import Store

/// The archive that helps somebody who is not at the machine: findings, status, configuration, versions, the log's last
/// lines, counts of things and of what is in quarantine.
///
/// No password, no key and no payload is in it: files that hold them are not copied, and every text goes through
/// ``Redaction``.
struct SupportBundle {
    static let logLines = 2_000
    private static let groupsMax = 1_000

    let report: DoctorReport
    let configurationFile: String
    let configuration: GatewayConfiguration?
    let status: GatewayStatus?

    /// Writes the archive; a file that is there stays as it is.
    func write(to path: String) throws {
        let redaction: Redaction
        do {
            redaction = try Redaction(configuration)
        } catch {
            let message = "no archive is written, as the secrets to leave out cannot be told: \(error)"
            throw CommandFailure(status: .failure, message: message)
        }
        try FileSystem.makeFile(path, "", mode: 0o600)
        let name = "gateway-support-\(configuration?.gateway.id.string ?? "unknown")"
        let parent = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID())")
        let directory = parent.appending(path: name).path(percentEncoded: false)
        try FileSystem.makeDirectory(directory, mode: 0o700)
        defer { try? FileManager.default.removeItem(at: parent) }
        for (file, text) in files(redaction) {
            try FileSystem.makeFile("\(directory)/\(file)", redaction.redacted(text), mode: 0o600)
        }
        let arguments = ["-C", parent.path(percentEncoded: false), "-czf", path, name]
        guard ProgramOutput.of("/usr/bin/tar", arguments) != nil else {
            unlink(path)
            throw CommandFailure(status: .failure, message: "\(path) could not be written: tar failed")
        }
    }

    private func files(_ redaction: Redaction) -> [(name: String, text: String)] {
        let report = report.redacted(redaction)
        return [
            ("doctor.txt", report.table), ("doctor.json", report.json), ("status.json", statusText),
            ("gateway.toml", redaction.redacted(configuration: text(of: configurationFile))),
            ("versions.txt", versions), ("log.txt", log), ("registry.txt", registry), ("quarantine.csv", quarantine),
            ("files.txt", listing),
        ]
    }

    private var statusText: String {
        guard let status else { return "not seen: no gateway answered\n" }
        do { return try StatusDetails.running(status) } catch { return "not seen: \(error)\n" }
    }

    private var versions: String {
        let release = text(of: "/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME") } ?? "?"
        let system = ProgramOutput.of("/usr/bin/uname", ["-srm"]) ?? "?\n"
        let query = ["-W", "-f", "${Package} ${Version}\n", "mosquitto", "libmosquitto1", "libsqlite3-0", "libssl3"]
        let packages = ProgramOutput.of("/usr/bin/dpkg-query", query) ?? "packages: not seen\n"
        return "gateway \(GatewayVersion.current)\n\(release)\n\(system)\(packages)"
    }

    private var log: String {
        let arguments = ["-u", "gateway", "-n", "\(SupportBundle.logLines)", "--no-pager", "-o", "short-iso"]
        guard let text = ProgramOutput.of("/usr/bin/journalctl", arguments) else {
            return "not seen: this user may not read the journal\n"
        }
        // Only lines of these levels may tell of payloads.
        let lines = text.split(separator: "\n").filter { !$0.contains(" debug ") && !$0.contains(" trace ") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Counts only: how many things of which model and state.
    private var registry: String {
        guard let configuration else { return "not seen: the configuration is not valid\n" }
        do {
            guard let registry = try RegistryAccess.readable(configuration) else { return "there is none yet\n" }
            let counts = try registry.thingsByModel().flatMap { things in
                things.counts.map { "\($0.value) \(things.model) \($0.key.rawValue)\n" }.sorted()
            }
            let (things, keys, codecs) = (try registry.count(), try registry.keys(), try registry.codecs())
            return "\(things) things, \(keys.count) keys, \(codecs.count) codecs\n" + counts.joined()
        } catch {
            return "not seen: \(error)\n"
        }
    }

    private var quarantine: String {
        guard let configuration else { return "" }
        do {
            var rows = Listing("hardwareID", "messages", "bytes", "newest", "reason")
            for group in try BufferReader(path: configuration.bufferPath).quarantineGroups(
                limit: SupportBundle.groupsMax
            ) {
                rows.add(
                    Cell(group.hardwareID),
                    .integer(Int64(group.count)),
                    .integer(group.bytes),
                    .text("\(group.newest)"),
                    .text(group.reason.rawValue)
                )
            }
            return rows.text(.csv)
        } catch {
            return "not seen: \(error)\n"
        }
    }

    /// Names, modes and sizes of the state directory and of the model files.
    private var listing: String {
        guard let configuration else { return "" }
        let directories = [configuration.gateway.stateDirectory, configuration.devices.modelsDirectory].compactMap(
            \.self
        )
        return directories.map { directory in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? ["(not seen)"]
            let lines = names.sorted().map { name in
                var status = stat()
                guard stat("\(directory)/\(name)", &status) == 0 else { return "?       \(name)\n" }
                return "\(String(status.st_mode & 0o7777, radix: 8)) \(status.st_size) \(name)\n"
            }
            return "\(directory)\n\(lines.joined())"
        }.joined(separator: "\n")
    }

    private func text(of path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "not seen: \(path)\n"
    }
}
