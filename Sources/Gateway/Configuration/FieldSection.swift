/// `[field]`: the broker that the sensors publish to.
public struct FieldSection: Sendable {
    /// How to reach it.
    public let connection: ConnectionSettings
    /// How long the broker keeps our session while we are away (MQTT 5).
    public let sessionExpiry: Duration
    /// How many messages the broker may send before our acknowledgement (MQTT 5).
    public let receiveMaximum: Int
    /// How many the broker sends before our acknowledgement, as *it* is configured (MQTT 3.1.1 cannot say).
    public let window: Int
    /// Which topics are read, in order: the first that matches wins.
    public let routes: [RouteSettings]

    init?(_ table: SettingsTable, gatewayID: String?, directory: String, files: SettingsFiles) {
        let connection = ConnectionSettings(
            table,
            defaultHost: "127.0.0.1",
            defaultClientID: gatewayID.map { "\($0)-field" },
            directory: directory,
            files: files
        )
        let sessionExpiry = table.value(
            "session_expiry",
            .duration(.seconds(1)...(.seconds(86400 * 365))),
            default: .seconds(86400 * 30)
        )
        let receiveMaximum = table.value("receive_maximum", .integer(1...65535), default: 1000)
        let window = table.value("window", .integer(1...65535), default: 20)
        let tables = table.tables("routes")
        if tables.isEmpty {
            table.fault("routes", "there is none", allowed: "at least one [[field.routes]] with filter and envelope")
        }
        let routes = tables.compactMap(RouteSettings.init)
        table.refuseUnknownKeys()
        guard let connection, let sessionExpiry, let receiveMaximum, let window else { return nil }
        guard !routes.isEmpty, routes.count == tables.count else { return nil }
        self.connection = connection
        self.sessionExpiry = sessionExpiry
        self.receiveMaximum = receiveMaximum
        self.window = window
        self.routes = routes
    }
}
