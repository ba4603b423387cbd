import Foundation
import Observations

/// What the gateway publishes about itself, retained, under `<prefix>/gateways/<gateway>/state`.
struct GatewayState: Encodable {
    struct Backlog: Encodable {
        let rows: Int
        let bytes: Int64
        let oldest: String?
    }

    let schemaVersion = 1
    let gateway: String
    /// `online` or `offline`.
    let state: String
    /// With `offline`: `stopped` by a clean stop, `lost` by the Will.
    let reason: String?
    let version = GatewayVersion.current
    let time: String?
    var field: String?
    var uplink: String?
    var backlog: Backlog?
    var parked: Int?
    /// How many waiting readings were set aside, as the server ended connections at them.
    var setAside: Int?
    var dropped: Int64?
    var quarantined: Int?
    var withoutSubscriber: Int?
    var obstacle: String?
    /// How many vendors' codecs are switched off: their devices' payloads go to quarantine.
    var codecsSwitchedOff: Int?
    /// How many things are heard, late, silent.
    var devices: HealthCounts?
    /// Over the last minute.
    var messagesPerSecond: Double?
    /// Over the last minute.
    var readingsPerSecond: Double?
    /// Why the registry or a model file cannot be loaded: the gateway goes on with what it had.
    var registryFault: String?

    /// The Will: nobody said goodbye.
    static func lost(gateway: Slug) throws -> [UInt8] {
        try GatewayState(gateway: gateway.string, state: "offline", reason: "lost", time: nil).bytes()
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

extension GatewayState {
    init(_ status: GatewayStatus, now: Moment) {
        self.init(gateway: status.gateway, state: "online", reason: nil, time: now.wall.description)
        fill(status)
    }

    init(stopped status: GatewayStatus, now: Moment) {
        self.init(gateway: status.gateway, state: "offline", reason: "stopped", time: now.wall.description)
        fill(status)
    }

    private mutating func fill(_ status: GatewayStatus) {
        field = status.field.isConnected ? "connected" : "disconnected"
        uplink = status.uplink.isConnected ? "connected" : "disconnected"
        backlog = Backlog(rows: status.backlog.rows, bytes: status.backlog.bytes, oldest: status.backlog.oldest)
        parked = status.backlog.parked
        setAside = status.backlog.setAside
        dropped = status.dropped
        quarantined = status.quarantined
        withoutSubscriber = status.totals.withoutSubscriber
        obstacle = status.obstacle
        codecsSwitchedOff = status.codecs?.switchedOff.count
        devices = status.devices
        messagesPerSecond = status.rates.map { ($0.messagesPerSecond * 100).rounded() / 100 }
        readingsPerSecond = status.rates.map { ($0.readingsPerSecond * 100).rounded() / 100 }
        registryFault = status.registryFault
    }
}
