import Gateway
import Observations
import Store

/// Finds what somebody stands in front of, by its name or by the hardware id on its label.
enum WatchedThing {
    /// The registered thing, or nothing.
    static func find(_ name: String, _ configuration: GatewayConfiguration) throws -> Thing? {
        let registry = try RegistryAccess.readable(configuration)
        return try RegistryAccess.translating {
            if let id = slug(name), let thing = try registry?.find(thing: id) { return thing }
            return try registry?.find(hardwareID: HardwareID.canonical(name))
        }
    }

    /// Whether messages of a device that is not registered have been heard.
    static func isQuarantined(_ hardwareID: String, _ configuration: GatewayConfiguration) throws -> Bool {
        guard try FileSystem.isThere(configuration.bufferPath) else { return false }
        return try RegistryAccess.translating {
            let reader = try BufferReader(path: configuration.bufferPath)
            return try !reader.quarantined(hardwareID: hardwareID, limit: 1).isEmpty
        }
    }

    private static func slug(_ name: String) -> Slug? {
        do throws(SlugError) { return try Slug(name) } catch { return nil }
    }
}
