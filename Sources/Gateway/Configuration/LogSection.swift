public import Logging

/// `[log]`: what is said on standard error.
public struct LogSection: Hashable, Sendable {
    /// Messages below this level are left out.
    public let level: Logger.Level

    init?(_ table: SettingsTable) {
        let level = table.value("level", .choice, default: Logger.Level.info)
        table.refuseUnknownKeys()
        guard let level else { return nil }
        self.level = level
    }
}
