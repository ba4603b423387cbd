import Devices
import Gateway
import MQTT
import Observations

/// The sensors' broker: it is part of the buffer, so what it keeps matters as much as that it answers.
enum FieldExamination {
    /// A broker that writes its database less often than this loses more at a power cut than anybody expects.
    private static let autosaveSecondsMax = 60
    /// 1,000 sensors for an hour and a half at one message a minute.
    private static let queuedMessagesMin = 100_000

    static func findings(
        _ configuration: GatewayConfiguration,
        _ status: GatewayStatus?,
        broker: MosquittoConfiguration?,
        isOffline: Bool
    ) -> [DoctorFinding] {
        let examination = BrokerExamination(
            section: "field",
            settings: configuration.field.connection,
            link: status?.field,
            broker: broker
        )
        var findings = (status?.field).map { [examination.link($0)] } ?? []
        let routes = configuration.field.routes.count
        if isOffline {
            findings.append(examination.finding("connect", .unseen, "--offline"))
        } else if let reason = examination.reasonNotToVisit, let terms = status?.field.terms {
            findings += seen(terms, filters: routes, examination, reason)
        } else {
            findings += visit(configuration, examination, status)
        }
        return findings + settings(of: broker, configuration.field, examination)
    }

    /// What the running gateway has seen.
    private static func seen(
        _ terms: GatewayStatus.Terms,
        filters: Int,
        _ examination: BrokerExamination,
        _ reason: String
    ) -> [DoctorFinding] {
        let granted =
            terms.granted == filters
            ? examination.finding("filters", .ok, "\(filters) granted at QoS 1, as the running gateway says")
            : refused("\(filters - terms.granted) of \(filters) not granted at QoS 1", examination)
        let session = terms.isSessionPresent ? "kept" : "new at the last connect"
        return [
            examination.finding("session", .ok, session), granted,
            examination.finding("broker", .unseen, "\(reason)"),
        ]
    }

    private static func visit(
        _ configuration: GatewayConfiguration,
        _ examination: BrokerExamination,
        _ status: GatewayStatus?
    ) -> [DoctorFinding] {
        let subscriptions = configuration.field.routes.map { Subscription($0.filter.string) }
        let probe = BrokerProbe(options: configuration.field.connectionOptions, subscriptions: subscriptions)
        switch probe.visit() {
        case .failed(let error): return [examination.failure(error)]
        case .identityIsShared:
            let text = "the broker answers and keeps the gateway's session; it gives this user one client identifier"
            return [
                examination.finding("connect", .ok, text),
                examination.finding("filters", .unseen, "looking would end the gateway's session"),
            ]
        case .visited(let visit):
            var findings = [examination.connected(visit.connack)]
            if let terms = status?.field.terms {
                let session = terms.isSessionPresent ? "kept" : "new at the gateway's last connect"
                findings.append(examination.finding("session", .ok, session))
            }
            let faults = visit.granted.filter { $0.reason != ReasonCode(rawValue: 1) }
            if visit.granted.count < subscriptions.count {
                findings.append(examination.finding("filters", .fail, "the broker did not answer", "see its log"))
            } else if faults.isEmpty {
                findings.append(examination.finding("filters", .ok, "\(subscriptions.count) granted at QoS 1"))
            } else {
                findings += faults.map { refused("\($0.subscription.filter): \($0.reason)", examination) }
            }
            return findings + [examination.packets(visit.connack)] + examination.system(visit)
        }
    }

    private static func refused(_ text: String, _ examination: BrokerExamination) -> DoctorFinding {
        let remedy = "let the broker's access list allow this user to read the filter of each route"
        return examination.finding("filters", .fail, text, remedy)
    }

    /// What the broker's own file says about what it keeps.
    private static func settings(
        of broker: MosquittoConfiguration?,
        _ field: FieldSection,
        _ examination: BrokerExamination
    ) -> [DoctorFinding] {
        guard let broker, broker.listens(on: Int(field.connection.port)) else {
            let reason =
                broker == nil
                ? "the broker's configuration is not on this machine, or this user may not read it"
                : "the file has no listener on port \(field.connection.port)"
            return [examination.finding("persistence", .unseen, "\(reason); see --broker-configuration")]
        }
        let limit = broker.queuedMessagesMax
        var findings = [
            broker.isPersistent
                ? examination.finding("persistence", .ok, "messages and sessions survive a restart of the broker")
                : examination.finding(
                    "persistence",
                    .fail,
                    "a restart of the broker loses sensors' messages and the gateway's session",
                    "set persistence true, as deploy/mosquitto-field.conf has it"
                ),
            broker.autosaveSeconds <= autosaveSecondsMax && broker.autosaveSeconds > 0
                ? examination.finding("autosave", .ok, "every \(broker.autosaveSeconds) s")
                : examination.finding(
                    "autosave",
                    .warn,
                    "a power cut loses up to \(broker.autosaveSeconds) s of sensors' messages",
                    "set autosave_interval 1"
                ),
            limit >= queuedMessagesMin
                ? examination.finding("queue", .ok, "\(limit) messages wait while the gateway is away")
                : examination.finding(
                    "queue",
                    .warn,
                    limit == 0
                        ? "no limit: a sensor whose message cannot be kept is disconnected"
                        : "only \(limit) messages wait while the gateway is away, the others are dropped in silence",
                    "set max_queued_messages 10000000 and bound the bytes with max_queued_bytes"
                ),
        ]
        if field.connection.protocolVersion == .v311, broker.inflightMessagesMax != field.window {
            let text = "max_inflight_messages is \(broker.inflightMessagesMax), [field] window is \(field.window)"
            findings.append(examination.finding("window", .warn, text, "set both to the same number"))
        }
        return findings
    }
}
