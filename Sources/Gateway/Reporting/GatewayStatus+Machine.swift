import MQTT
import Store

extension GatewayStatus {
    /// How much comes in, and how fast the outbox fills: over the last minute, and over the last five.
    public struct Rates: Codable, Hashable, Sendable {
        /// Messages a second, over the last minute.
        public var messagesPerSecond = 0.0
        /// Readings a second, over the last minute.
        public var readingsPerSecond = 0.0
        /// Readings a second, over the last five minutes.
        public var intakeRowsPerSecond = 0.0
        /// What they would take in the outbox, in bytes a second, over the last five minutes.
        public var intakeBytesPerSecond = 0.0
        /// By how many readings a second the outbox grew over the last five minutes; negative while it drains.
        public var backlogRowsPerSecond = 0.0
        /// The same in bytes.
        public var backlogBytesPerSecond = 0.0
    }

    /// The file system of the state directory.
    public struct Disk: Codable, Hashable, Sendable {
        /// What may still be written to it, in bytes.
        public var freeBytes: Int64
        /// What is held back of it for quarantine and ledger, in bytes.
        public var reserveBytes: Int64
    }

    /// A certificate file of one of the links.
    public struct Certificate: Codable, Hashable, Sendable {
        /// `field` or `uplink`.
        public var link: String
        /// `client` for the gateway's own, `authority` for those that may have signed the broker's.
        public var role: String
        /// Where it is.
        public var file: String
        /// When it is valid no longer; nothing when that cannot be read.
        public var expires: String?
    }
}

extension GatewayStatus {
    mutating func fill(_ rates: Rates, _ limits: StoreLimits) {
        self.rates = rates
        buffer = BufferOutlook(backlog, limits: limits, disk: disk, rates: rates, isUplinkOpen: uplink.isConnected)
    }
}

extension GatewayStatus.Terms {
    init(_ connack: Connack) {
        isSessionPresent = connack.isSessionPresent
        receiveMaximum = Int(connack.receiveMaximum)
        maximumPacketBytes = connack.maximumPacketSizeBytes.map(Int64.init)
    }
}
