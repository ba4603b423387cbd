import Devices
import Gateway
import Observations

/// All checks, one after the other; nothing in here changes anything.
struct DoctorExamination {
    let file: ConfigurationOptions
    let isOffline: Bool
    /// Where the field broker's own configuration is, when it is on this machine.
    let brokerConfiguration: String

    /// The report, with what it was made of; without a valid configuration there is nothing else to look at.
    ///
    /// Each finding is told as soon as it is made.
    func examine(
        _ tell: @escaping ([DoctorFinding]) -> Void = { _ in }
    ) -> (report: DoctorReport, configuration: GatewayConfiguration?, status: GatewayStatus?) {
        var report = DoctorReport(telling: tell)
        let configuration: GatewayConfiguration
        do {
            configuration = try file.load()
        } catch {
            let text = (error as? CommandFailure)?.message ?? "\(error)"
            let remedy = "mend the file; `gateway check` says the same"
            report.add([DoctorFinding("configuration", "file", .fail, text, remedy: remedy)])
            return (report, nil, nil)
        }
        let routes = "\(file.path) is valid, \(configuration.field.routes.count) routes"
        report.add([DoctorFinding("configuration", "file", .ok, routes)])
        let review = ConfigurationReview.findings(configuration)
        report.add(review.map { DoctorFinding($0, section: "configuration") })
        let (running, status) = RunningExamination.findings(configuration)
        report.add(running)
        report.add(StorageExamination.findings(configuration, status))
        report.add(ClockExamination.findings())
        let broker =
            isLocal(configuration.field.connection.host) ? MosquittoConfiguration(path: brokerConfiguration) : nil
        report.add(FieldExamination.findings(configuration, status, broker: broker, isOffline: isOffline))
        report.add(UplinkExamination.findings(configuration, status, isOffline: isOffline))
        report.add(certificates(configuration))
        report.add(PermissionExamination.findings(configuration, file: file.path))
        report.add(RegistryExamination.findings(configuration))
        return (report, configuration, status)
    }

    private func certificates(_ configuration: GatewayConfiguration) -> [DoctorFinding] {
        GatewayStatus.Certificate.all(of: configuration).map { certificate in
            let text = MachineText.certificate(certificate, now: .now)
            let days = certificate.expiry.map { MachineText.daysLeft(until: $0, now: .now) } ?? -1
            let remedy = "put a new one in the place of \(certificate.file); it counts from the next connect on"
            let verdict: DoctorFinding.Verdict =
                days < 0 ? .fail : days < MachineText.certificateDaysMin ? .warn : .ok
            return DoctorFinding("certificates", certificate.role, verdict, text, remedy: verdict == .ok ? nil : remedy)
        }
    }

    private func isLocal(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
