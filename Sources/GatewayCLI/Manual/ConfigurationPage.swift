import Gateway

/// The page gateway.toml(5): every key, from the sample configuration and from what reading accepts.
enum ConfigurationPage {
    static func page() throws -> String {
        let keys = try ConfigurationManual.keys()
        var page = ManualPage("gateway.toml", section: 5, version: GatewayVersion.current)
        page.heading("NAME")
        page.paragraphs("gateway.toml - the configuration of gateway(1)")
        page.heading("DESCRIPTION")
        page.paragraphs(ConfigurationManual.introduction.replacing("\n\n", with: "\n"))
        page.heading("KEYS")
        var section = ""
        for key in keys {
            // The keys of a table in one line stand below the table's own key.
            let isInner = keys.contains { $0.path == key.section }
            if key.section != section, !isInner {
                section = key.section
                page.subheading(section == "field.routes" ? "[[\(section)]]" : "[\(section)]")
            }
            page.item(
                isInner ? key.path.split(separator: ".").suffix(2).joined(separator: ".") : key.name,
                words(key, keys)
            )
        }
        page.heading("EXAMPLE")
        page.example(example)
        page.heading("FILES")
        page.item(GatewayConfiguration.standardPath, "where it is looked for unless --config says otherwise")
        page.heading("SEE ALSO")
        page.paragraphs("gateway(1)")
        return page.text
    }

    private static func words(_ key: ConfigurationKey, _ keys: [ConfigurationKey]) -> String {
        var lines: [String] = []
        if !key.text.isEmpty {
            lines.append(key.text)
        } else if keys.contains(where: { $0.path == "field.\(key.name)" && key.section == "uplink" }) {
            lines.append("As in [field].")
        }
        if !key.allowed.isEmpty { lines.append("Accepted: \(key.allowed).") }
        if !key.sample.isEmpty {
            lines.append(
                key.isSwitchedOff ? "For example \(key.sample); not set by default." : "In the sample: \(key.sample)."
            )
        }
        return lines.joined(separator: "\n")
    }

    /// The shortest configuration.
    private static let example = [
        "[gateway]", "id = \"bd-tdm-01\"", "", "[[field.routes]]", "filter = \"application/+/device/+/event/+\"",
        "envelope = \"chirpstack\"", "", "[uplink]", "host = \"ioc.example\"",
    ]
}
