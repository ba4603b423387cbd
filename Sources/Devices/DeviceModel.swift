public import Observations

/// A device model: what it measures and how its payloads are read.
public struct DeviceModel: Sendable {
    /// Reads one payload.
    public typealias Decoder = @Sendable (_ payload: [UInt8], DecodingContext) throws(DecodeError) -> Decoded
    /// Makes the next payload of a simulated device.
    public typealias Simulator = @Sendable (inout SimulatedDevice) -> SimulatedUplink

    /// The most bytes of a radio frame: LoRaWAN counts them in one byte.
    public static let frameBytesMax = 255

    /// Its name: `vendor/model`.
    public let id: ModelID
    /// Its name for people.
    public let title: String
    /// The part of city life that it is made for.
    public let domain: Domain
    /// All that it can observe, each once.
    public let properties: [ObservedProperty]
    /// The LoRaWAN ports that it sends on; empty when it has none.
    public let ports: [UInt8]
    /// The document that its payloads are read by.
    public let source: String
    /// The most bytes of a payload; a longer one is refused unread.
    public let payloadBytesMax: Int
    /// Whether its payloads may be encrypted with a key of the device's own.
    public let usesKey: Bool
    /// How many vectors its decoder is tested with.
    public internal(set) var vectorCount = 0

    private let decoder: Decoder
    private let simulator: Simulator?

    /// A model of parts that are valid already.
    public init(
        id: ModelID,
        title: String,
        domain: Domain,
        properties: [ObservedProperty],
        ports: [UInt8] = [],
        source: String,
        payloadBytesMax: Int = DeviceModel.frameBytesMax,
        usesKey: Bool = false,
        decoder: @escaping Decoder,
        simulator: Simulator? = nil
    ) {
        self.id = id
        self.title = title
        self.domain = domain
        var seen: Set<ObservedProperty> = []
        self.properties = properties.filter { seen.insert($0).inserted }
        self.ports = ports
        self.source = source
        self.payloadBytesMax = payloadBytesMax
        self.usesKey = usesKey
        self.decoder = decoder
        self.simulator = simulator
    }

    /// Reads one payload; every reading has an observation or a parameter.
    public func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard payload.count <= payloadBytesMax else {
            throw .trailingBytes(offset: payloadBytesMax, count: payload.count - payloadBytesMax)
        }
        var decoded = try decoder(payload, context)
        if decoded.readings.contains(where: \.isEmpty) { decoded.readings.removeAll(where: \.isEmpty) }
        guard !decoded.readings.isEmpty else { throw .nothingFound(offset: payload.count) }
        return decoded
    }

    /// What the bytes of a payload are read for; see `PayloadExplanation`.
    ///
    /// - Parameters:
    ///   - payload: a payload that this model reads.
    ///   - context: what it was read with.
    ///   - decoded: what it says.
    ///   - isOver: whether there is no more time; bytes that are not tried by then are said to be untried.
    /// - Returns: what each byte is read for.
    public func explain(
        _ payload: [UInt8],
        _ context: DecodingContext,
        _ decoded: Decoded,
        isOver: () -> Bool = { false }
    ) -> PayloadExplanation {
        PayloadExplanation(payload, decoded, isOver: isOver) { (changed, refusingWrongChecks) throws(DecodeError) in
            var context = context
            context.refusesWrongChecks = refusingWrongChecks
            return try decode(changed, context)
        }
    }

    /// Whether `simulate` makes payloads.
    public var canSimulate: Bool { simulator != nil }

    /// Makes the next payload of a simulated device and counts it, or nothing where the model has no simulator.
    public func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink? {
        guard let simulator else { return nil }
        device.countFrame()
        return simulator(&device)
    }
}
