import Devices
import Foundation
import Gateway
import Observations
import Store

/// Takes secrets out of texts that leave the machine.
///
/// Two nets, one behind the other: settings whose names speak of secrets lose their values, and whatever this gateway's
/// secrets are, read from their own files, is taken out wherever it stands.
struct Redaction {
    static let mark = "(redacted)"
    /// A shorter one would take common words apart; no file that holds it is copied anyway.
    private static let secretBytesMin = 4

    private let secrets: [String]

    /// Knows the secrets of a configuration and the keys of its devices.
    ///
    /// - Throws: `CommandFailure` or `StoreError` when the devices' keys cannot be read: then nothing may leave.
    init(_ configuration: GatewayConfiguration?) throws {
        var secrets: Set<String> = []
        for link in [configuration?.field.connection, configuration?.uplink.connection].compactMap(\.self) {
            if let password = link.password?.string { secrets.insert(password) }
            guard let key = link.tls?.client?.keyFile, let data = FileManager.default.contents(atPath: key) else {
                continue
            }
            for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
            where !line.hasPrefix("-----") {
                secrets.insert(String(line))
            }
        }
        if let configuration, let registry = try RegistryAccess.readable(configuration) {
            for key in try registry.keys().values {
                let text = Hexadecimal.encode(key.bytes)
                secrets.formUnion([text.lowercased(), text.uppercased(), Data(key.bytes).base64EncodedString()])
            }
        }
        // The longest first: a secret that is part of another would leave the rest of it.
        self.secrets = secrets.filter { $0.utf8.count >= Redaction.secretBytesMin }.sorted { $0.count > $1.count }
    }

    /// A text without this gateway's secrets.
    func redacted(_ text: String) -> String {
        secrets.reduce(text) { $1.isEmpty ? $0 : $0.replacing($1, with: Redaction.mark) }
    }

    /// The text of a configuration file without values of settings that speak of secrets, and without its comments'.
    func redacted(configuration text: String) -> String {
        // The delimiter of a value that goes on over several lines.
        var delimiter: String?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if let open = delimiter {
                if line.contains(open) { delimiter = nil }
                return Redaction.mark
            }
            guard let match = line.firstMatch(of: Redaction.secretSetting) else { return String(line) }
            let value = line[match.range.upperBound...]
            delimiter = [#"""#, "'"].map { String(repeating: $0, count: 3) }.first {
                value.split(separator: $0, omittingEmptySubsequences: false).count == 2
            }
            return String(line[..<match.range.upperBound]) + " \(Redaction.mark)"
        }
        return redacted(lines.joined(separator: "\n"))
    }

    /// `password = …`, `api-key: …` and their like, wherever in a line; not `password_file = …`, which names a file.
    private static var secretSetting: Regex<Substring> {
        /(?i)[\w.-]*(?:pass|secret|token|credential|key)(?:word|wd|phrase)?s?["']?[ \t]*[=:]/
    }
}
