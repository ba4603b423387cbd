/// One thing that is wrong in a configuration or model file: where, what, and what would be right.
public struct ConfigurationFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named to the program; empty when the text did not come from a file.
    public let file: String
    /// The key as one would write it to reach the value, as `field.routes[0].filter`; a line and column where the text is
    /// not TOML; empty where the fault is the file itself.
    public let key: String
    /// What is wrong, with the value that was found.
    public let problem: String
    /// The values that would be accepted; empty where that goes without saying.
    public let allowed: String

    /// A fault by its parts.
    public init(file: String = "", key: String, problem: String, allowed: String = "") {
        self.file = file
        self.key = key
        self.problem = problem
        self.allowed = allowed
    }

    /// One line for the person who edits the file.
    public var description: String {
        let place = [file, key].filter { !$0.isEmpty }.map { "\($0): " }.joined()
        return place + problem + (allowed.isEmpty ? "" : "; allowed: \(allowed)")
    }
}
