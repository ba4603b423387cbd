public import Observations

/// The text of a first `gateway.toml`: the documented sample with a gateway's own values in it.
public enum ConfigurationTemplate {
    /// `deploy/gateway.sample.toml`, as it was when the program was built.
    public static let sample = String(decoding: PackageResources.gateway_sample_toml, as: UTF8.self)

    /// The uplink's host in the sample, which no machine has.
    static let placeholderHost = "ioc.example"

    /// The sample with these values; what is nil stays as in the sample.
    ///
    /// The client identifiers are switched off: they follow the gateway's id unless somebody wants them otherwise.
    public static func text(id: Slug, stateDirectory: String?, fieldHost: String?, uplinkHost: String?) -> String {
        var lines = sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func set(_ line: String, to text: String?) {
            guard let index = lines.firstIndex(of: line) else {
                preconditionFailure("the sample has no line \(line)")
            }
            if let text { lines[index] = text }
        }
        set("id = \"bd-tdm-01\"", to: "id = \"\(id)\"")
        set("client_id = \"bd-tdm-01-field\"", to: "#client_id = \"\(id)-field\"")
        set("client_id = \"bd-tdm-01-uplink\"", to: "#client_id = \"\(id)-uplink\"")
        set("state_directory = \"/var/lib/gateway\"", to: stateDirectory.map { "state_directory = \(quoted($0))" })
        set("host = \"127.0.0.1\"", to: fieldHost.map { "host = \(quoted($0))" })
        set("host = \"\(placeholderHost)\"", to: uplinkHost.map { "host = \(quoted($0))" })
        return lines.joined(separator: "\n")
    }

    /// A TOML basic string.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
