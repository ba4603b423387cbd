public import Observations

/// A device's payload and what the network knows about it.
public struct Uplink: Sendable {
    /// The longest hardware id, in bytes.
    public static let hardwareIDBytesMax = 128

    /// DevEUI (16 lower-case digits), meter address or serial number: 1 to 128 bytes.
    public let hardwareID: String
    /// What the device sent; where an envelope knows names and values, a JSON object of them.
    public let payload: [UInt8]
    /// The LoRaWAN port, 1 to 255.
    public let port: UInt8?
    /// When the network received it.
    public let networkTime: Timestamp?
    /// When the device says that it measured, where the envelope and not the payload carries it.
    public let deviceTime: Timestamp?
    /// The network's counter of the device's frames.
    public let frameCounter: UInt32?
    /// The device's address in the network since it joined; its counter starts anew with another one.
    public let session: String?
    /// The network's name for this uplink, equal for all copies of it.
    public let deduplicationID: String?
    /// How the best of the network's gateways heard it.
    public let radio: Radio?
    /// Named values of the network that go along with the reading.
    public let parameters: [Parameter]
    /// How far the sender itself trusts what it says, at most.
    public let quality: Quality
    /// What the network itself says of the device; the payload is empty then, and no model is asked.
    public let report: DecodedReading?
    /// The bytes that the ids of its readings are made of, where that is not the payload.
    public let identity: [UInt8]?
    /// Which of the parts with these bytes it is, from 0.
    public let part: Int
    /// Whether its values may have their names or types from another birth than the one of its time.
    public let isNamedInDoubt: Bool

    /// An uplink of parts that are valid already.
    public init(
        hardwareID: String,
        payload: [UInt8],
        port: UInt8? = nil,
        networkTime: Timestamp? = nil,
        deviceTime: Timestamp? = nil,
        frameCounter: UInt32? = nil,
        session: String? = nil,
        deduplicationID: String? = nil,
        radio: Radio? = nil,
        parameters: [Parameter] = [],
        quality: Quality = .good,
        report: DecodedReading? = nil,
        identity: [UInt8]? = nil,
        part: Int = 0,
        isNamedInDoubt: Bool = false
    ) {
        self.hardwareID = hardwareID
        self.payload = payload
        self.port = port
        self.networkTime = networkTime
        self.deviceTime = deviceTime
        self.frameCounter = frameCounter
        self.session = session
        self.deduplicationID = deduplicationID
        self.radio = radio
        self.parameters = parameters
        self.quality = quality
        self.report = report
        self.identity = identity
        self.part = part
        self.isNamedInDoubt = isNamedInDoubt
    }
}
