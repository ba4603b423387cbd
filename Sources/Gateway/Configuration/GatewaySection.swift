public import Foundation
public import Observations

/// `[gateway]`: which gateway this is, and where it keeps its state.
public struct GatewaySection: Hashable, Sendable {
    /// The gateway's name, one level of its state topic.
    public let id: Slug
    /// The directory of `buffer.db`, `registry.db`, the lock and the socket.
    public let stateDirectory: String
    /// In whose hours and days the schedules of things are.
    public let timeZone: TimeZone

    init?(_ table: SettingsTable, directory: String) {
        let id = table.required("id", .slug)
        let state = table.value(
            "state_directory",
            .path(relativeTo: directory),
            default: GatewaySection.standardStateDirectory
        )
        let zone = table.value("time_zone", .timeZone, default: TimeZone.current)
        table.refuseUnknownKeys()
        guard let id, let state, let zone else { return nil }
        self.id = id
        self.stateDirectory = state
        self.timeZone = zone
    }

    /// Where systemd keeps a service's state.
    static let standardStateDirectory = "/var/lib/gateway"
}
