public import MQTT
public import Store

extension FieldSection {
    /// What the field connection is made with: a session that outlives it.
    public var connectionOptions: ConnectionOptions {
        var options = connection.options
        options.cleanStart = false
        if connection.protocolVersion == .v5 {
            options.sessionExpirySeconds = UInt32(clamping: sessionExpiry.components.seconds)
            options.receiveMaximum = UInt16(clamping: receiveMaximum)
        }
        return options
    }

    /// How many messages the broker may send before we acknowledge, by the protocol that is spoken.
    public var effectiveWindow: Int { connection.protocolVersion == .v5 ? receiveMaximum : window }
}

extension UplinkSection {
    /// What the uplink connection is made with, but for its Will: a clean start every time.
    public var connectionOptions: ConnectionOptions { connection.options }
}

extension ConnectionSettings {
    /// The keys that both connections share.
    var options: ConnectionOptions {
        var options = ConnectionOptions(host: host, port: port, clientID: clientID)
        options.protocolVersion = protocolVersion
        options.keepaliveSeconds = UInt16(clamping: keepalive.components.seconds)
        options.username = username
        options.password = password?.string
        options.tls = tls.map { tls in
            TLSOptions(
                caFile: tls.authoritiesFile,
                certificateFile: tls.client?.certificateFile,
                keyFile: tls.client?.keyFile
            )
        }
        options.maximumPacketSizeBytes = UInt32(clamping: maximumPacketSize.bytes)
        return options
    }
}

extension GatewayConfiguration {
    /// What the buffer file may hold.
    public var storeLimits: StoreLimits {
        StoreLimits(
            maximumBytes: outbox.maximumBytes.bytes,
            maximumRows: outbox.maximumRows ?? 0,
            whenFull: outbox.whenFull,
            quarantineBytes: quarantine.maximumBytes.bytes,
            quarantinePerDevice: quarantine.perDevice,
            rawBytes: outbox.rawMaximumAge > .zero ? outbox.rawMaximumBytes.bytes : 0
        )
    }

    /// Where outbox, quarantine and drop ledger are.
    public var bufferPath: String { "\(gateway.stateDirectory)/buffer.db" }

    /// Where the things are.
    public var registryPath: String { "\(gateway.stateDirectory)/registry.db" }

    /// Where the running gateway answers the commands.
    public var socketPath: String { "\(gateway.stateDirectory)/gateway.sock" }
}
