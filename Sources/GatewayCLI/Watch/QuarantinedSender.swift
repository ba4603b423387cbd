import Gateway
import Store

/// A device that somebody waits for and that is not registered.
enum QuarantinedSender {
    /// Whether messages of it have been heard.
    static func isHeard(_ hardwareID: String, _ configuration: GatewayConfiguration) throws -> Bool {
        guard try FileSystem.isThere(configuration.bufferPath) else { return false }
        return try RegistryAccess.translating {
            let reader = try BufferReader(path: configuration.bufferPath)
            return try !reader.quarantined(hardwareID: hardwareID, limit: 1).isEmpty
        }
    }
}
