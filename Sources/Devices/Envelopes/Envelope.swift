/// How a device's payload is wrapped when it reaches the field broker.
public enum Envelope: String, CaseIterable, Hashable, Sendable {
    /// The message is the payload.
    case plain
    /// ChirpStack v4's MQTT integration with JSON marshaler.
    case chirpstack

    /// Whether the message itself names the device, so that a route needs no rule for the hardware id.
    public var knowsHardwareID: Bool {
        switch self {
        case .plain: false
        case .chirpstack: true
        }
    }

    /// Opens a message.
    ///
    /// - Parameters:
    ///   - topic: the topic as received.
    ///   - payload: the message as received.
    ///   - rule: where the hardware id is; needed unless the envelope knows it.
    /// - Returns: the uplink, or the news about a device.
    /// - Throws: `EnvelopeError` which says what the message lacks, and where.
    public func open(
        topic: [UInt8],
        payload: [UInt8],
        hardwareID rule: HardwareIDRule?
    ) throws(EnvelopeError) -> Opened {
        switch self {
        case .plain:
            guard let rule else { preconditionFailure("A plain route has a rule for the hardware id.") }
            return .uplink(Uplink(hardwareID: try rule.hardwareID(topic: topic, payload: payload), payload: payload))
        case .chirpstack:
            return try ChirpStackMessage.open(topic: topic, payload: payload)
        }
    }
}
