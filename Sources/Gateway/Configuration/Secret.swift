/// A password: it can be used, and it cannot be printed by accident.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The password itself.
    public let string: String

    /// Wraps a password.
    public init(_ string: String) { self.string = string }

    /// Says that there is a password, and not which.
    public var description: String { "(secret)" }

    /// Says that there is a password, and not which.
    public var debugDescription: String { description }

    /// Shows nothing of the password.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
