import Gateway
import MQTT
import Observations

/// The checks that both brokers share: is it there, what does it grant, how long are certificates valid.
struct BrokerExamination {
    /// `field` or `uplink`.
    let section: String
    let settings: ConnectionSettings
    /// What the running gateway says of this link; nothing when none runs.
    let link: GatewayStatus.LinkStatus?
    /// What the broker's own file says, where it can be read.
    let broker: MosquittoConfiguration?

    /// Why the broker is not visited beside a running gateway: it may take the visitor for the gateway itself.
    var reasonNotToVisit: String? {
        guard link?.isConnected == true, settings.username != nil || settings.tls?.client != nil else { return nil }
        if let broker, !broker.replacesClientID { return nil }
        return "the gateway runs, and the broker may take a second client of this user for it"
    }

    func link(_ link: GatewayStatus.LinkStatus) -> DoctorFinding {
        let span = ReadableTime.span(seconds: link.seconds)
        if link.isConnected { return finding("link", .ok, "the running gateway is connected for \(span)") }
        let error = link.lastError.map { ": \($0)" } ?? ""
        return finding(
            "link",
            .fail,
            "the running gateway is NOT connected for \(span)\(error)",
            "see the next lines; is \(settings.host) port \(settings.port) the right broker, and is it running?"
        )
    }

    /// The finding of a visit that failed.
    func failure(_ error: MQTTError) -> DoctorFinding {
        finding("connect", .fail, "\(settings.host) port \(settings.port): \(error)", remedy(error))
    }

    func connected(_ connack: Connack) -> DoctorFinding {
        let version = settings.protocolVersion == .v5 ? "MQTT 5" : "MQTT 3.1.1"
        let tls = settings.tls == nil ? "without TLS" : "with TLS, the certificate names \(settings.host)"
        return finding("connect", .ok, "\(settings.host) port \(settings.port) answers \(version), \(tls)")
    }

    func packets(_ connack: Connack) -> DoctorFinding {
        let own = settings.maximumPacketSize.bytes
        guard let theirs = connack.maximumPacketSizeBytes.map(Int64.init) else {
            let text =
                settings.protocolVersion == .v5
                ? "the broker announces no limit" : "MQTT 3.1.1 does not announce one"
            return finding("packet size", settings.protocolVersion == .v5 ? .ok : .unseen, text)
        }
        guard theirs < own else { return finding("packet size", .ok, ReadableTime.size(bytes: theirs)) }
        return finding(
            "packet size",
            .warn,
            "the broker takes \(ReadableTime.size(bytes: theirs)), maximum_packet_size is \(ReadableTime.size(bytes: own))",
            "set the broker's max_packet_size to \(own)"
        )
    }

    func system(_ visit: BrokerProbe.Visit) -> [DoctorFinding] {
        guard let version = visit.system["version"] else {
            return [finding("broker", .unseen, "it tells this user nothing below $SYS/broker")]
        }
        var findings = [finding("broker", .ok, version)]
        if let dropped = visit.system["publish/messages/dropped"].flatMap({ Int($0) }) {
            findings.append(
                dropped == 0
                    ? finding("dropped", .ok, "the broker has dropped no message since it started")
                    : finding(
                        "dropped",
                        .warn,
                        "the broker has dropped \(dropped) messages since it started, of whichever client",
                        "raise its max_queued_messages and max_queued_bytes"
                    )
            )
        }
        return findings
    }

    func finding(
        _ check: String,
        _ verdict: DoctorFinding.Verdict,
        _ text: String,
        _ remedy: String? = nil
    ) -> DoctorFinding {
        DoctorFinding(section, check, verdict, text, remedy: remedy)
    }

    private func remedy(_ error: MQTTError) -> String {
        switch error {
        case .refused(.unsupportedProtocolVersion), .protocolViolation:
            return "the broker may speak MQTT 3.1.1 only: set [\(section)] protocol = 3"
        case .refused(.badUserNameOrPassword), .refused(.notAuthorized):
            return "see [\(section)] username and password_file, and the broker's password file and access list"
        case .tls(let text) where text.contains("certificate verify failed"):
            let authorities = settings.tls?.authoritiesFile ?? ""
            return "is \(authorities) the authority of this broker, does its certificate name \(settings.host), "
                + "and is it valid today? The broker's own log says more"
        case .tls: return "is [\(section)] port the broker's TLS port, and does it accept the gateway's certificate?"
        case .nameNotResolved: return "see [\(section)] host, and this machine's name server"
        case .network, .timedOut, .connectionLost:
            return "does a broker run there, and is the way open? Try `nc -vz \(settings.host) \(settings.port)`"
        default: return "see the broker's log"
        }
    }
}
