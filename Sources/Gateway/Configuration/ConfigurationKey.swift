/// One key of `gateway.toml`, as the manual page has it: from the sample, and from what reading it accepts.
public struct ConfigurationKey: Hashable, Sendable {
    /// The whole key without indices, as `field.routes.filter`.
    public let path: String
    /// What it accepts, in words; empty for a table.
    public let allowed: String
    /// How the sample sets it, in TOML.
    public let sample: String
    /// Whether the sample only mentions it: it has no value when it is left out.
    public let isSwitchedOff: Bool
    /// What the sample says of it; empty where it means the same as in another section.
    public let text: String

    /// The section that it stands in.
    public var section: String { path.split(separator: ".").dropLast().joined(separator: ".") }

    /// The name in its section.
    public var name: String { path.split(separator: ".").last.map(String.init) ?? path }
}
