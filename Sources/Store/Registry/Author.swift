public import Observations

/// Who changes the registry, and by which clock: what every line of the audit begins with.
public struct Author: Sendable {
    /// The longest name, in bytes.
    public static let nameBytesMax = 128

    /// The person's or the process's name, at most 128 bytes.
    public let name: String
    /// The clock that says when.
    public let now: @Sendable () -> Timestamp

    /// An author by a name, which is cut at its bound, and a clock.
    public init(_ name: String, now: @escaping @Sendable () -> Timestamp) {
        var short = name.isEmpty ? "unknown" : name
        while short.utf8.count > Author.nameBytesMax { short.removeLast() }
        self.name = short
        self.now = now
    }
}
