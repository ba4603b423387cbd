public import Observations

/// What a decoder may know beside the payload.
public struct DecodingContext: Sendable {
    /// The LoRaWAN port, when there is one.
    public let port: UInt8?
    /// When the network received the payload, when it says so.
    public let networkTime: Timestamp?
    /// When the gateway received the payload.
    public let receivedAt: Timestamp
    /// The device's key, for models that encrypt: 16 bytes for AES-128.
    public let key: [UInt8]?
    /// Whether the payload was decrypted on its way here, though it still says that it is encrypted.
    public let isDecrypted: Bool
    /// Whether a check value that does not belong to its bytes makes the payload refused: always, but where bytes are changed
    /// on purpose to see what they are read for.
    public var refusesWrongChecks: Bool
    /// What earlier payloads of the same device have taught.
    public let formats: FrameFormats

    /// A context of what is known.
    public init(
        port: UInt8?,
        receivedAt: Timestamp,
        networkTime: Timestamp? = nil,
        key: [UInt8]? = nil,
        isDecrypted: Bool = false,
        refusesWrongChecks: Bool = true,
        formats: FrameFormats = FrameFormats()
    ) {
        self.port = port
        self.receivedAt = receivedAt
        self.networkTime = networkTime
        self.key = key
        self.isDecrypted = isDecrypted
        self.refusesWrongChecks = refusesWrongChecks
        self.formats = formats
    }

    /// The moment from which a device's ages ("60 s ago") count: the network's time stays the same when a message is
    /// delivered again, the gateway's does not.
    public var referenceTime: Timestamp { networkTime ?? receivedAt }
}
