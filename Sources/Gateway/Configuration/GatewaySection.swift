public import Observations

/// `[gateway]`: which gateway this is, and where it keeps its state.
public struct GatewaySection: Hashable, Sendable {
    /// The gateway's name, one level of its state topic.
    public let id: Slug
    /// The directory of `buffer.db`, `registry.db`, the lock and the socket.
    public let stateDirectory: String

    init?(_ table: SettingsTable, directory: String) {
        let id = table.required("id", .slug)
        let state = table.value(
            "state_directory",
            .path(relativeTo: directory),
            default: GatewaySection.standardStateDirectory
        )
        table.refuseUnknownKeys()
        guard let id, let state else { return nil }
        self.id = id
        self.stateDirectory = state
    }

    /// Where systemd keeps a service's state.
    static let standardStateDirectory = "/var/lib/gateway"
}
