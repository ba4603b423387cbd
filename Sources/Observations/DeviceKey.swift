/// The key that a device encrypts with: it can be used, and it cannot be printed by accident.
public struct DeviceKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many bytes a key may have: DES, AES-128, AES-192, AES-256.
    public static let byteCounts = [8, 16, 24, 32]

    /// The key itself.
    public let bytes: [UInt8]

    /// Accepts a key of 8, 16, 24 or 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard DeviceKey.byteCounts.contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// Says that there is a key, and not which.
    public var description: String { "(key)" }

    /// Says that there is a key, and not which.
    public var debugDescription: String { description }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
