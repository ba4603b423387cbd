public import Observations

/// How a device's payload is wrapped when it reaches the field broker.
public enum Envelope: String, CaseIterable, Hashable, Sendable {
    /// The message is the payload.
    case plain
    /// ChirpStack v4's MQTT integration with JSON marshaler.
    case chirpstack
    /// The Things Stack v3's MQTT server.
    case theThingsStack = "the-things-stack"
    /// Eclipse Sparkplug B 3.0.
    case sparkplugB = "sparkplug-b"
    /// Sensor Measurement Lists (RFC 8428) as JSON or CBOR.
    case senml
    /// FIWARE's UltraLight 2.0.
    case ultralight

    /// Whether a route needs a rule for the hardware id.
    public var hardwareIDRule: HardwareIDRuleUse {
        switch self {
        case .plain: .required
        case .chirpstack, .theThingsStack, .sparkplugB: .meaningless
        case .senml, .ultralight: .optional
        }
    }

    /// Opens a message.
    ///
    /// - Parameters:
    ///   - topic: the topic as received.
    ///   - payload: the message as received.
    ///   - rule: where the hardware id is; needed where `hardwareIDRule` says so.
    ///   - receivedAt: when the gateway received it; SenML counts times from there.
    ///   - memory: what earlier messages have taught.
    /// - Returns: the uplinks, or the news about a device.
    /// - Throws: `EnvelopeError` which says what the message lacks, and where.
    public func open(
        topic: [UInt8],
        payload: [UInt8],
        hardwareID rule: HardwareIDRule?,
        receivedAt: Timestamp,
        memory: inout EnvelopeMemory
    ) throws(EnvelopeError) -> Opened {
        switch self {
        case .plain:
            guard let rule else { preconditionFailure("A plain route has a rule for the hardware id.") }
            return .uplink(Uplink(hardwareID: try rule.hardwareID(topic: topic, payload: payload), payload: payload))
        case .chirpstack:
            let opened = try ChirpStackMessage.open(topic: topic, payload: payload)
            try TopicIdentity.confirmChirpStack(topic, opened.hardwareIDs.first)
            return opened
        case .theThingsStack: return try TheThingsStackMessage.open(topic: topic, payload, &memory)
        case .sparkplugB: return try SparkplugMessage.open(topic: topic, payload: payload, &memory.sparkplug)
        case .senml: return try SenMLMessage.open(topic: topic, payload: payload, rule, receivedAt: receivedAt)
        case .ultralight: return try UltralightMessage.open(topic: topic, payload: payload, rule)
        }
    }

    /// Opens a message on its own: nothing is known of earlier ones, and nothing is kept.
    public func open(
        topic: [UInt8],
        payload: [UInt8],
        hardwareID rule: HardwareIDRule?
    ) throws(EnvelopeError) -> Opened {
        var memory = EnvelopeMemory()
        return try open(
            topic: topic,
            payload: payload,
            hardwareID: rule,
            receivedAt: Timestamp(microseconds: 0),
            memory: &memory
        )
    }
}
