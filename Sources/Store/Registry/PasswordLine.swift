/// One line of mosquitto's password file: a user name, and what only its password hashes to.
public struct PasswordLine: Hashable, Sendable, CustomStringConvertible {
    /// The user name; it has no colon.
    public let user: String
    /// The hash as mosquitto writes it: `$7$iterations$salt$hash`.
    public let hash: String

    /// A line of its parts.
    ///
    /// - Precondition: the user name has no colon.
    public init(user: String, hash: String) {
        precondition(!user.contains(":"), "a colon ends the user name in mosquitto's file")
        self.user = user
        self.hash = hash
    }

    /// Reads a line as it stands in the file.
    init?(_ line: String) {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
        user = String(line[..<colon])
        hash = String(line[line.index(after: colon)...])
    }

    /// The line as it stands in the file.
    public var description: String { "\(user):\(hash)" }
}
