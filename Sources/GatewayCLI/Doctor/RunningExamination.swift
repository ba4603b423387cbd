import Foundation
import Gateway
import Observations
import Store

/// The running gateway, as it answers on its socket.
enum RunningExamination {
    private static let section = "gateway"

    /// The findings, and the status that the other examinations look into.
    static func findings(_ configuration: GatewayConfiguration) -> ([DoctorFinding], GatewayStatus?) {
        let state = configuration.gateway.stateDirectory
        do {
            guard let status = try StatusCommand.answer(state) else { return ([away(state)], nil) }
            return (findings(status), status)
        } catch {
            let remedy = "restart the gateway, so that it is of the version of this program"
            let text = (error as? CommandFailure)?.message ?? "\(error)"
            return ([DoctorFinding(section, "status", .fail, text, remedy: remedy)], nil)
        }
    }

    private static func away(_ state: String) -> DoctorFinding {
        let reason = GatewayAbsence.reason(stateDirectory: state)
        if StateLock.holder(ofDirectory: state) == nil { return DoctorFinding(section, "status", .warn, reason) }
        let remedy = "run this as root or as a user of the gateway's group; `systemctl status gateway` says more"
        return DoctorFinding(section, "status", .fail, reason, remedy: remedy)
    }

    private static func findings(_ status: GatewayStatus) -> [DoctorFinding] {
        let process = "process \(status.processID), version \(status.version)"
        var findings = [
            status.version == GatewayVersion.current
                ? finding("status", .ok, process)
                : finding(
                    "status",
                    .warn,
                    "\(process), this program has \(GatewayVersion.current)",
                    "restart the gateway"
                )
        ]
        switch status.obstacle {
        case nil: findings.append(finding("obstacle", .ok, "none"))
        case let obstacle?:
            let remedy =
                obstacle == "outbox_full"
                ? "bring the uplink back, or raise [outbox] maximum_bytes" : "see storage below, and the log"
            findings.append(finding("obstacle", .fail, "\(obstacle): nothing is taken from the field", remedy))
        }
        for (model, cause) in (status.codecs?.switchedOff ?? [:]).sorted(by: { $0.key < $1.key }) {
            let remedy = "try it with `gateway model test`; its devices' payloads are in quarantine"
            findings.append(finding("codec", .fail, "\(model) is switched off: \(cause)", remedy))
        }
        if let devices = status.devices { findings.append(self.devices(devices)) }
        if let fault = status.registryFault {
            let remedy = "mend what it names; the gateway takes it within a second"
            findings.append(finding("registry", .fail, "it runs on an older state: \(fault)", remedy))
        }
        if status.dropped > 0 {
            findings.append(finding("dropped", .warn, "\(status.dropped) readings, by a declared limit"))
        }
        return findings + [watchdog(status.processID)]
    }

    private static func devices(_ counts: HealthCounts) -> DoctorFinding {
        let isWell = counts.late + counts.silent + counts.never == 0
        let remedy = isWell ? nil : "their status topics say who and since when"
        return finding("devices", isWell ? .ok : .warn, MachineText.devices(counts), remedy)
    }

    /// Whether systemd restarts a gateway that hangs.
    private static func watchdog(_ process: Int32) -> DoctorFinding {
        guard FileManager.default.fileExists(atPath: "/run/systemd/system") else {
            return finding("watchdog", .unseen, "systemd does not run here")
        }
        let arguments = ["show", "gateway.service", "--property=MainPID,WatchdogUSec"]
        guard let output = ProgramOutput.of("/usr/bin/systemctl", arguments) else {
            return finding("watchdog", .unseen, "systemctl does not answer")
        }
        guard output.contains("MainPID=\(process)\n") else {
            return finding(
                "watchdog",
                .warn,
                "the gateway was not started by gateway.service",
                "use the unit of deploy"
            )
        }
        return output.contains("WatchdogUSec=0\n") || output.contains("WatchdogUSec=infinity")
            ? finding(
                "watchdog",
                .warn,
                "none: a gateway that hangs is not restarted",
                "set WatchdogSec=30 in its unit"
            )
            : finding("watchdog", .ok, "systemd restarts a gateway that hangs")
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
