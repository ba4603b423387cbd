/// What there is to say of every key of `gateway.toml`: the sample's words, and what reading accepts.
public enum ConfigurationManual {
    /// What the sample says before its first section.
    public static var introduction: String {
        let lines = ConfigurationTemplate.sample.split(separator: "\n", omittingEmptySubsequences: false)
        return joined(lines.prefix { $0.hasPrefix("#") }.map { comment($0) })
    }

    /// All keys, in the order of the sample.
    public static func keys() throws(ConfigurationError) -> [ConfigurationKey] {
        let allowed = try allowedValues()
        var keys: [ConfigurationKey] = []
        var section = ""
        var comments: [String] = []
        var lastWasKey = false
        let lines = ConfigurationTemplate.sample.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.drop(while: { !$0.hasPrefix("[") }) {
            if line.hasPrefix("[") {
                section = line.filter { $0 != "[" && $0 != "]" }
                (comments, lastWasKey) = ([], false)
            } else if let match = line.wholeMatch(of: /(#?)([a-z_]+) = (.*)/) {
                let path = "\(section).\(match.2)"
                // The second route of the sample repeats what the first has shown.
                if !keys.contains(where: { $0.path == path }) {
                    // What follows another key without words of its own means the same as in [field], where that has it.
                    let repeats = lastWasKey && keys.contains { $0.path == "field.\(match.2)" }
                    let text = repeats ? "" : joined(comments)
                    let isOff = !match.1.isEmpty
                    keys.append(
                        ConfigurationKey(
                            path: path,
                            allowed: allowed[path] ?? "",
                            sample: String(match.3),
                            isSwitchedOff: isOff,
                            text: text
                        )
                    )
                    keys += inner(path, allowed, isOff)
                }
                lastWasKey = true
            } else if line.hasPrefix("#") {
                // Keys that stand together share the words above the first.
                if lastWasKey { comments = [] }
                comments.append(comment(line))
                lastWasKey = false
            } else {
                (comments, lastWasKey) = ([], false)
            }
        }
        return keys
    }

    /// The keys of a table that is written in one line; the words of the table speak of them.
    private static func inner(_ path: String, _ allowed: [String: String], _ isOff: Bool) -> [ConfigurationKey] {
        allowed.keys.filter { $0.hasPrefix(path + ".") }.sorted().map { key in
            ConfigurationKey(path: key, allowed: allowed[key] ?? "", sample: "", isSwitchedOff: isOff, text: "")
        }
    }

    /// What each key accepts: the sample is read with everything switched on.
    private static func allowedValues() throws(ConfigurationError) -> [String: String] {
        let files = SettingsFiles(read: { _ in .success(Array("-".utf8)) }, isDirectory: { _ in true })
        let lines = ConfigurationTemplate.sample.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.wholeMatch(of: /#[a-z_]+ = .*/) == nil ? line : line.dropFirst()
        }
        let report = SettingsReport()
        _ = try GatewayConfiguration(
            toml: lines.joined(separator: "\n"),
            directory: "/etc/gateway",
            files: files,
            report: report
        )
        return report.allowedValues
    }

    private static func comment(_ line: Substring) -> String {
        String(line.dropFirst().drop { $0 == " " })
    }

    private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") }
}
