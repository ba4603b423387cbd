/// `[uplink]`: the broker of the Intelligent Operations Center.
public struct UplinkSection: Sendable {
    /// How to reach it.
    public let connection: ConnectionSettings
    /// What every topic begins with.
    public let prefix: TopicPrefix
    /// How many readings may be published and not yet acknowledged; the server's Receive Maximum may lower it.
    public let window: Int
    /// How long a batch waits for the uplink's acknowledgements before it is stored; zero stores first, always.
    public let settleTimeout: Duration
    /// How long it waits when the field is held back by it.
    public let pressureTimeout: Duration

    /// The longest a batch may wait, in seconds: half the shortest keepalive, since the field connection writes nothing meanwhile.
    static let settleSecondsMax = 15

    init?(_ table: SettingsTable, gatewayID: String?, directory: String, files: SettingsFiles) {
        let connection = ConnectionSettings(
            table,
            defaultHost: nil,
            defaultClientID: gatewayID.map { "\($0)-uplink" },
            directory: directory,
            files: files
        )
        let wait = SettingsKind.duration(.zero...(.seconds(UplinkSection.settleSecondsMax)))
        let prefix = table.value("prefix", .topicPrefix, default: TopicPrefix.standard)
        let window = table.value("window", .integer(1...1000), default: 1000)
        let settleTimeout = table.value("settle_timeout", wait, default: .milliseconds(250))
        let pressureTimeout = table.value("pressure_timeout", wait, default: .milliseconds(10))
        table.refuseUnknownKeys()
        guard let connection, let prefix, let window, let settleTimeout, let pressureTimeout else { return nil }
        self.connection = connection
        self.prefix = prefix
        self.window = window
        self.settleTimeout = settleTimeout
        self.pressureTimeout = pressureTimeout
    }
}
