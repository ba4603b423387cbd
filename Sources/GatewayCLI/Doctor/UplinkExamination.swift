import Gateway
import MQTT
import Observations

/// The operations center's broker: whether it is reached, takes what the gateway says, and fast enough.
enum UplinkExamination {
    /// At 50 ms there and back, 100 readings on their way are 2,000 a second.
    private static let windowMin = 100

    static func findings(
        _ configuration: GatewayConfiguration,
        _ status: GatewayStatus?,
        isOffline: Bool
    ) -> [DoctorFinding] {
        let examination = BrokerExamination(
            section: "uplink",
            settings: configuration.uplink.connection,
            link: status?.uplink,
            broker: nil
        )
        var findings = (status?.uplink).map { [examination.link($0)] } ?? []
        if isOffline {
            findings.append(examination.finding("connect", .unseen, "--offline"))
        } else if let reason = examination.reasonNotToVisit, let terms = status?.uplink.terms {
            let window = Connack(isSessionPresent: false, receiveMaximum: UInt16(clamping: terms.receiveMaximum))
            findings += [self.window(window, configuration.uplink, examination)]
            findings.append(examination.finding("publish", .unseen, "\(reason)"))
        } else {
            findings += visit(configuration, status, examination)
        }
        if configuration.uplink.connection.protocolVersion == .v311 {
            let text = "on MQTT 3.1.1 the broker acknowledges what it refuses"
            let remedy = "set [uplink] protocol = 5 where the broker can"
            findings.append(examination.finding("refusals", .unseen, text, remedy))
        } else if let status {
            findings.append(refusals(status, examination))
        }
        return findings
    }

    private static func visit(
        _ configuration: GatewayConfiguration,
        _ status: GatewayStatus?,
        _ examination: BrokerExamination
    ) -> [DoctorFinding] {
        let topic = "\(configuration.uplink.prefix)/gateways/\(configuration.gateway.id)/doctor"
        let probe = BrokerProbe(options: configuration.uplink.connectionOptions, publishTopic: topic)
        switch probe.visit() {
        case .failed(let error): return [examination.failure(error)]
        case .identityIsShared:
            let text = "the broker answers; it gives this user one client identifier, which somebody has used"
            return [
                examination.finding("connect", .ok, text),
                examination.finding("publish", .unseen, "looking would take that client's session"),
            ]
        case .visited(let visit):
            let isForwarding = (status?.totals.forwarded ?? 0) > 0 && status?.totals.refusals.isEmpty == true
            return [
                examination.connected(visit.connack), window(visit.connack, configuration.uplink, examination),
                examination.packets(visit.connack),
                published(visit.published, topic, configuration, isForwarding, examination),
            ] + examination.system(visit)
        }
    }

    private static func window(_ connack: Connack, _ uplink: UplinkSection, _ examination: BrokerExamination)
        -> DoctorFinding
    {
        guard uplink.connection.protocolVersion == .v5 else {
            return examination.finding("window", .unseen, "MQTT 3.1.1 does not announce it")
        }
        let window = min(uplink.window, Int(connack.receiveMaximum))
        guard window < windowMin else {
            return examination.finding("window", .ok, "\(window) readings may be on their way")
        }
        return examination.finding(
            "window",
            .warn,
            "only \(window) readings may be on their way: at 50 ms there and back \(window * 20) a second",
            connack.receiveMaximum < UInt16(windowMin)
                ? "set the broker's max_inflight_messages to 1000" : "raise [uplink] window"
        )
    }

    private static func published(
        _ reason: ReasonCode?,
        _ topic: String,
        _ configuration: GatewayConfiguration,
        _ isForwarding: Bool,
        _ examination: BrokerExamination
    ) -> DoctorFinding {
        guard let reason else {
            return examination.finding("publish", .fail, "\(topic): no acknowledgement", "see the broker's log")
        }
        if !reason.isFailure {
            let seen = configuration.uplink.connection.protocolVersion == .v5
            let text = "\(topic) is " + (seen ? "accepted" : "acknowledged, which on MQTT 3.1.1 says nothing")
            return examination.finding("publish", seen ? .ok : .unseen, text)
        }
        let remedy =
            "let the broker's access list allow this user to write \(configuration.uplink.prefix)/gateways/"
            + "\(configuration.gateway.id)/# and the topics of its agencies"
        // Readings go through: then the list only does not know this topic, and nothing is lost.
        return examination.finding("publish", isForwarding ? .warn : .fail, "\(topic): \(reason)", remedy)
    }

    private static func refusals(_ status: GatewayStatus, _ examination: BrokerExamination) -> DoctorFinding {
        let refusals = status.totals.refusals.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
        if status.backlog.parked > 0 || !refusals.isEmpty {
            let text =
                "refused readings: \(refusals.joined(separator: ", ")); \(status.backlog.parked) wait for another try"
            let remedy = "see `gateway outbox status` and the broker's access list"
            return examination.finding("refusals", status.backlog.parked > 0 ? .fail : .warn, text, remedy)
        }
        if status.totals.withoutSubscriber > 0 {
            let text = "\(status.totals.withoutSubscriber) readings went to topics that nobody subscribes to"
            return examination.finding("refusals", .warn, text, "does the operations center subscribe to all agencies?")
        }
        return examination.finding("refusals", .ok, "none since the gateway started")
    }
}
