/// Something worth knowing about a configuration that is valid: what it hides, and what has no effect.
public struct ConfigurationFinding: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, CaseIterable, Hashable, Sendable {
        /// Good to know.
        case note
        /// The gateway runs, and something does not do what one may believe.
        case warning
        /// Something will not work.
        case fault
    }

    /// How much it matters.
    public let severity: Severity
    /// The key, file or thing it is about.
    public let place: String
    /// What is the case, and what to do about it.
    public let text: String

    /// A finding of its parts.
    public init(_ severity: Severity, _ place: String, _ text: String) {
        self.severity = severity
        self.place = place
        self.text = text
    }
}
