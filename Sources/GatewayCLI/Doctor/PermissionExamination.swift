import Foundation
import Gateway
import Glibc

/// Who may read secrets and change what the gateway relies on.
enum PermissionExamination {
    private static let section = "permissions"
    private static let others: mode_t = 0o007

    static func findings(_ configuration: GatewayConfiguration, file: String) -> [DoctorFinding] {
        let links = [configuration.field.connection, configuration.uplink.connection]
        let secrets = links.flatMap { [$0.passwordFile, $0.tls?.client?.keyFile] }.compactMap(\.self)
        var findings = [look(file, "configuration", forbidden: 0o002, unwanted: others | 0o020, wanted: "640")]
        for secret in Set(secrets).sorted() {
            findings.append(look(secret, "secret", forbidden: others, unwanted: 0o020, wanted: "640"))
        }
        let state = configuration.gateway.stateDirectory
        findings.append(look(state, "state directory", forbidden: 0o002, unwanted: others, wanted: "750"))
        findings.append(look(configuration.registryPath, "registry", forbidden: others, unwanted: 0, wanted: "640"))
        findings.append(look(configuration.bufferPath, "buffer", forbidden: 0o002, unwanted: others, wanted: "640"))
        findings.append(look(configuration.socketPath, "socket", forbidden: 0o002, unwanted: others, wanted: "660"))
        return findings.compactMap(\.self)
    }

    /// Looks at the mode of a file; nothing when there is none.
    private static func look(
        _ path: String,
        _ check: String,
        forbidden: mode_t,
        unwanted: mode_t,
        wanted: String
    ) -> DoctorFinding? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == EACCES else { return nil }
            return DoctorFinding(section, check, .unseen, "this user may not look at \(path)")
        }
        let mode = status.st_mode & 0o7777
        let text = "\(path) has mode 0\(String(mode, radix: 8))"
        let remedy = "chmod \(wanted) \(path)"
        if mode & forbidden != 0 {
            let right = mode & 0o002 != 0 ? "anybody may change it" : "anybody may read it"
            return DoctorFinding(section, check, .fail, "\(text): \(right)", remedy: remedy)
        }
        if mode & unwanted != 0 { return DoctorFinding(section, check, .warn, text, remedy: remedy) }
        return DoctorFinding(section, check, .ok, text)
    }
}
