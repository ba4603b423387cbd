public import Devices
import MQTT
import Observations
import Store

extension GatewayConfiguration {
    /// The built-in device models and those of the model files.
    public func catalogue() throws(ConfigurationError) -> ModelCatalogue {
        try ModelFile.catalogue(directory: devices.modelsDirectory)
    }
}

extension LoopSettings {
    init(_ configuration: GatewayConfiguration) throws(GatewayError) {
        let field = configuration.field
        let uplink = configuration.uplink
        let gateway = configuration.gateway.id
        stateTopic = "\(uplink.prefix)/gateways/\(gateway)/state"
        outboxMaximumAge = configuration.outbox.maximumAge
        storeLimits = configuration.storeLimits
        rawMaximumAge = configuration.outbox.rawMaximumAge

        var limits = SettlementLimits()
        limits.fieldWindow = field.effectiveWindow
        limits.uplinkWindow = uplink.window
        let holdMaximum = field.connection.keepalive / 2
        limits.holdMaximum = holdMaximum
        limits.decodeTimeout = holdMaximum / 2
        limits.settleTimeout = min(uplink.settleTimeout, holdMaximum / 2)
        limits.pressureTimeout = uplink.pressureTimeout
        limits.outboxBytesMax = configuration.outbox.maximumBytes.bytes
        limits.outboxRowsMax = configuration.outbox.maximumRows ?? 0
        limits.dropsOldest = configuration.outbox.whenFull == .dropOldest
        if let rows = configuration.outbox.maximumRows { limits.batchMessages = min(limits.batchMessages, rows) }
        limits.batchBytes = min(limits.batchBytes, Int(configuration.outbox.maximumBytes.bytes / 4))
        self.limits = limits

        fieldOptions = field.connectionOptions
        var uplinkOptions = uplink.connectionOptions
        do {
            uplinkOptions.will = Will(topic: stateTopic, payload: try GatewayState.lost(gateway: gateway))
        } catch {
            throw .system("the gateway's Will cannot be written as JSON: \(error)")
        }
        self.uplinkOptions = uplinkOptions

        subscriptions = field.routes.map { route in
            Subscription(route.filter.string, retainHandling: route.acceptRetained ? .whenNew : .never)
        }
    }
}
