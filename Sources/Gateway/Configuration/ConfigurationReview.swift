public import Devices
import MQTT
import Observations
public import Store

/// Looks at a valid configuration, its models and its things for what a technician should know before it runs.
public enum ConfigurationReview {
    /// Finds what there is to know of both connections, in the order of the sections.
    public static func findings(_ configuration: GatewayConfiguration) -> [ConfigurationFinding] {
        field(configuration.field) + uplink(configuration.uplink)
    }

    /// Finds what there is to know of the registered things, in the order of their models.
    ///
    /// - Parameters:
    ///   - things: what the registry holds.
    ///   - models: the built-in models, those of the model files and of codecs.
    /// - Returns: a finding for each model that is not known, or the one that there is no thing.
    public static func findings(of things: [ThingsOfModel], models: ModelCatalogue) -> [ConfigurationFinding] {
        guard !things.isEmpty else {
            let text = "no thing is registered: every message will be quarantined; see `gateway device import`"
            return [ConfigurationFinding(.warning, "registry", text)]
        }
        return things.filter { models[$0.model] == nil }.map { unknown in
            let names = unknown.first.map(\.string).joined(separator: ", ")
            let rest = unknown.count - unknown.first.count
            let others = rest > 0 ? " and \(rest) more" : ""
            let text = "no model of this name, which \(names)\(others) need: their messages will be quarantined"
            return ConfigurationFinding(.fault, unknown.model.description, text)
        }
    }

    private static func field(_ field: FieldSection) -> [ConfigurationFinding] {
        var findings: [ConfigurationFinding] = []
        if field.connection.protocolVersion == .v311 {
            let text = """
                MQTT 3.1.1 knows no session_expiry, receive_maximum and maximum_packet_size: the broker's own settings \
                count, and window = \(field.window) has to be its max_inflight_messages
                """
            findings.append(ConfigurationFinding(.note, "field.protocol", text))
        }
        for (index, route) in field.routes.enumerated() {
            guard let earlier = field.routes[..<index].firstIndex(where: { $0.filter == route.filter }) else {
                continue
            }
            let text = "route \(earlier) has the same filter and comes first: this route is never used"
            findings.append(ConfigurationFinding(.warning, "field.routes[\(index)].filter", text))
        }
        return findings + unencrypted(field.connection, "field")
    }

    private static func uplink(_ uplink: UplinkSection) -> [ConfigurationFinding] {
        var findings: [ConfigurationFinding] = []
        if uplink.connection.protocolVersion == .v311 {
            let text = """
                on MQTT 3.1.1 a broker acknowledges what it refuses: readings that an access list forbids are lost without a \
                trace, readings that nobody subscribes to are not told apart, and one that is too large closes the connection. \
                Use protocol = 5 where the broker can
                """
            findings.append(ConfigurationFinding(.warning, "uplink.protocol", text))
        }
        if uplink.connection.host == ConfigurationTemplate.placeholderHost {
            let text = "\(uplink.connection.host) is the sample's placeholder; set the host of the operations center"
            findings.append(ConfigurationFinding(.warning, "uplink.host", text))
        }
        if uplink.settleTimeout > .zero, uplink.pressureTimeout > uplink.settleTimeout {
            let text = "is longer than settle_timeout and has no effect"
            findings.append(ConfigurationFinding(.note, "uplink.pressure_timeout", text))
        }
        return findings + unencrypted(uplink.connection, "uplink")
    }

    private static func unencrypted(_ connection: ConnectionSettings, _ section: String) -> [ConfigurationFinding] {
        guard connection.tls == nil, connection.password != nil, !isLoopback(connection.host) else { return [] }
        let text = "the password and everything else travels to \(connection.host) in the clear; use tls"
        return [ConfigurationFinding(.warning, "\(section).tls", text)]
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
