import ArgumentParser
import Gateway

/// `gateway doctor`: looks at everything that a gateway depends on, and says what to do.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check everything the gateway depends on, each with a remedy.",
        discussion: """
            Looks at configuration, running gateway, disk, clock, both brokers, certificates, permissions and registry. It \
            changes nothing and needs no root; what this user cannot see is "not seen", with the reason. Both brokers are \
            visited under a client identifier of their own, unless that could take the running gateway's place. The visit \
            publishes one empty message to <prefix>/gateways/<gateway>/doctor.
            Ends with 1 when anything is FAIL.

            \(Examples(
                "gateway doctor",
                "gateway doctor --offline -o json",
                "gateway doctor --bundle support.tar.gz"
            ))
            """
    )

    @Option(name: .shortAndLong, help: ArgumentHelp("table or json.", valueName: "format")) var output = StatusFormat
        .table
    @Flag(help: "Do not visit the brokers.") var offline = false
    @Option(
        help: ArgumentHelp(
            "Also write an archive (tar.gz) for whoever helps, without secrets and payloads.",
            valueName: "file"
        )
    ) var bundle: String?
    @Option(
        help: ArgumentHelp("The field broker's own configuration, where it is on this machine.", valueName: "file")
    ) var brokerConfiguration = "/etc/mosquitto/mosquitto.conf"
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let examination = DoctorExamination(
            file: file,
            isOffline: offline,
            brokerConfiguration: brokerConfiguration
        )
        let isTable = output == .table
        let (report, configuration, status) = examination.examine { findings in
            if isTable { StandardOutput.write(DoctorReport.table(findings)) }
        }
        if !isTable { StandardOutput.write(report.json) }
        if let bundle {
            let archive = SupportBundle(
                report: report,
                configurationFile: file.path,
                configuration: configuration,
                status: status
            )
            try archive.write(to: bundle)
            StandardError.write("\(bundle) is written; look into it before you pass it on\n")
        }
        let counts = "\(report.findings.count) checks, \(report.warnings) warnings"
        guard report.failures == 0 else {
            throw CommandFailure(status: .failure, message: "\(counts), \(report.failures) FAIL")
        }
        StandardError.write("\(counts)\n")
    }
}
