public import Devices

/// One `[[field.routes]]`: which topics carry which envelope, and where the hardware id is.
public struct RouteSettings: Hashable, Sendable {
    /// The topics, as the gateway subscribes to them.
    public let filter: TopicFilter
    /// What is wrapped around the payload.
    public let envelope: Envelope
    /// Where the hardware id is; nil where the envelope finds it.
    public let hardwareID: HardwareIDRule?
    /// Where the message must name the same hardware again; nil where it need not.
    public let identity: HardwareIDRule?
    /// Whether retained messages are forwarded like any other.
    public let acceptRetained: Bool

    init?(_ table: SettingsTable) {
        let filter = table.required("filter", .topicFilter)
        let envelope: Envelope? = table.required("envelope", .choice)
        let hardwareID = table.optional("hardware_id", .hardwareID)
        let identity = table.optional("identity", .hardwareID)
        let acceptRetained = table.value("accept_retained", .boolean, default: false)
        table.refuseUnknownKeys()
        guard let filter, let envelope, let acceptRetained else { return nil }
        let isNamed = table.contains("hardware_id")
        let isRight =
            switch envelope.hardwareIDRule {
            case .required: isNamed
            case .optional: true
            case .meaningless: !isNamed
            }
        guard isRight else {
            let problem = isNamed ? "has no meaning: the envelope knows the hardware id" : "is missing"
            let allowed = isNamed ? "nothing" : SettingsKind.hardwareID.allowed
            table.fault("hardware_id", "\(problem) (envelope \"\(envelope.rawValue)\")", allowed: allowed)
            return nil
        }
        guard isNamed == (hardwareID != nil), table.contains("identity") == (identity != nil) else { return nil }
        if identity != nil, hardwareID == nil || identity == hardwareID {
            let problem =
                hardwareID == nil ? "has nothing to confirm without hardware_id" : "is the same as hardware_id"
            table.fault("identity", problem, allowed: "another place than hardware_id, as json:PATH")
            return nil
        }
        self.filter = filter
        self.envelope = envelope
        self.hardwareID = hardwareID
        self.identity = identity
        self.acceptRetained = acceptRetained
    }

    /// Checks that a message names its hardware again where the route says.
    func confirm(_ opened: Opened, topic: [UInt8], payload: [UInt8]) throws(EnvelopeError) {
        guard let identity else { return }
        for hardwareID in opened.hardwareIDs { try identity.confirm(hardwareID, topic: topic, payload: payload) }
    }
}

extension SettingsKind where Value == TopicFilter {
    static var topicFilter: SettingsKind {
        .text("an MQTT topic filter, as field/+/+/up", throwing: TopicFilter.init)
    }
}

extension SettingsKind where Value == HardwareIDRule {
    static var hardwareID: SettingsKind {
        .text("\"topic:N\", the topic's level N from 1, or \"json:PATH\"", throwing: HardwareIDRule.init(parsing:))
    }
}
