import Devices
import Gateway
import Store

/// Things, models and keys: whether what devices send can be read.
enum RegistryExamination {
    private static let section = "registry"
    private static let namedMax = 5
    private static let groupsMax = 10_000
    /// So many lines of the audit are reckoned anew: it grows for as long as the gateway is used.
    private static let auditLinesMax: Int64 = 10_000

    static func findings(_ configuration: GatewayConfiguration) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        var things: [ThingsOfModel] = []
        do {
            if let registry = try RegistryAccess.readable(configuration) {
                // SQLite's own check takes as long as all the rest.
                let faults = WorkAside { integrityFaults(configuration) }
                things = try RegistryAccess.translating { try registry.thingsByModel() }
                let chain = try RegistryAccess.translating { try audit(registry) }
                findings += try [integrity(faults.wait().get(), of: registry), chain]
            }
        } catch {
            let text = (error as? CommandFailure)?.message ?? "\(error)"
            return [finding("file", .fail, text, "run this as the gateway's user; see the log where it is damaged")]
        }
        findings += models(configuration, things)
        return findings + quarantine(configuration)
    }

    /// What SQLite finds wrong, by a connection of its own.
    private static func integrityFaults(_ configuration: GatewayConfiguration) -> Result<[String], any Error> {
        Result {
            let registry = try RegistryAccess.readable(configuration)
            return try RegistryAccess.translating { try registry?.integrityFaultsBesidesAudit() ?? [] }
        }
    }

    private static func integrity(_ faults: [String], of registry: ThingRegistry) throws -> DoctorFinding {
        guard faults.isEmpty else {
            let remedy = "stop the gateway and put registry.db back from a copy"
            return finding("integrity", .fail, faults.joined(separator: "; "), remedy)
        }
        return finding("integrity", .ok, "\(try registry.count()) things, SQLite finds nothing wrong")
    }

    private static func audit(_ registry: ThingRegistry) throws(StoreError) -> DoctorFinding {
        let remedy = "the file was changed from outside: compare it with a copy"
        switch try registry.verifyAudit(newest: auditLinesMax) {
        case .intact(let lines, _):
            let all = "\(lines) lines, each follows from the one before"
            let newest = "\(lines) lines, each of the newest \(auditLinesMax) follows from the one before; "
            let rest = "`gateway audit verify` looks at all"
            return finding("audit", .ok, lines <= auditLinesMax ? all : newest + rest)
        case .broken(let line): return finding("audit", .fail, "line \(line) does not follow", remedy)
        case .gap(let line): return finding("audit", .fail, "lines are missing before line \(line)", remedy)
        }
    }

    private static func models(
        _ configuration: GatewayConfiguration,
        _ things: [ThingsOfModel]
    ) -> [DoctorFinding] {
        let models: ModelSource
        do {
            models = try ModelSource(configuration, isQuiet: true)
        } catch {
            let text = (error as? CommandFailure)?.message ?? "\(error)"
            return [finding("model files", .fail, text, "mend the file; a running gateway goes on with what it had")]
        }
        var findings = [finding("models", .ok, "\(models.catalogue.models.count) models are known")]
        for fault in models.fileFaults {
            let remedy = "mend the file; a running gateway goes on with what it had"
            findings.append(finding("model files", .fail, "\(fault)", remedy))
        }
        for fault in models.shelf.faults {
            findings.append(finding("codec", .fail, "\(fault)", "see `gateway model test` and `model remove-codec`"))
        }
        let review = ConfigurationReview.findings(of: things, models: models.catalogue)
        return findings + review.map { DoctorFinding($0, section: section) }
    }

    /// What waits in quarantine because a thing or a key is missing.
    private static func quarantine(_ configuration: GatewayConfiguration) -> [DoctorFinding] {
        let path = configuration.bufferPath
        guard FileSystem.access(path) == .allowed else {
            let reason = FileSystem.access(path) == .missing ? "the gateway has not run here yet" : "permission denied"
            return [finding("quarantine", .unseen, "\(reason)")]
        }
        let groups: [QuarantineGroup]
        let senders: UnknownSenders
        do {
            groups = try BufferReader(path: path).quarantineGroups(limit: groupsMax)
            senders = try UnknownSenders(groups, RegistryAccess.readable(configuration))
        } catch {
            return [finding("quarantine", .unseen, "\(error)")]
        }
        let named = groups.filter { $0.hardwareID != nil }
        let keyless = named.filter { $0.reason == .keyNeeded || $0.reason == .wrongKey }
        let unknown = senders.unregistered
        let others = groups.count - keyless.count - unknown.count - senders.things.count
        var findings: [DoctorFinding] = []
        if !keyless.isEmpty {
            let remedy = "give them with `gateway device add --key-file` or the column key of `device import`"
            findings.append(finding("keys", .fail, "missing or wrong for \(names(keyless))", remedy))
        }
        if !unknown.isEmpty {
            let remedy = "`gateway device pending` has the command that registers each"
            findings.append(finding("unknown", .warn, "not registered: \(names(unknown))", remedy))
        }
        if senders.remedy != nil {
            let text = "messages from before their devices were registered: \(senders.things.count) things"
            let remedy = "deliver them with `gateway quarantine redecode --reason unknown-device`"
            findings.append(finding("redecode", .warn, text, remedy))
        }
        if others > 0 {
            let text = "messages of \(others) other devices or topics"
            findings.append(finding("quarantine", .warn, text, "see `gateway quarantine list --groups`"))
        }
        return findings.isEmpty ? [finding("quarantine", .ok, "empty")] : findings
    }

    private static func names(_ groups: [QuarantineGroup]) -> String {
        let first = groups.prefix(namedMax).compactMap(\.hardwareID).joined(separator: ", ")
        return groups.count > namedMax ? "\(first) and \(groups.count - namedMax) more" : first
    }

    private static func finding(
        _ check: String,
        _ verdict: DoctorFinding.Verdict,
        _ text: String,
        _ remedy: String? = nil
    ) -> DoctorFinding {
        DoctorFinding(section, check, verdict, text, remedy: remedy)
    }
}

extension DoctorFinding {
    /// A finding of `gateway check`, as the doctor says it.
    init(_ finding: ConfigurationFinding, section: String) {
        let verdict: Verdict =
            switch finding.severity {
            case .note: .ok
            case .warning: .warn
            case .fault: .fail
            }
        self.init(section, finding.place, verdict, finding.text)
    }
}
