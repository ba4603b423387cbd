import ArgumentParser
import Gateway

/// The command line: one file per command.
struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "A gateway between a city's sensors and its Intelligent Operations Center.",
        discussion: """
            Data goes to standard output, messages to standard error.
            Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 conflict, 5 unreachable, 6 partly imported.
            """,
        version: GatewayVersion.current,
        subcommands: [
            InitCommand.self, CheckCommand.self, RunCommand.self, DeviceCommand.self, ModelCommand.self,
            DecodeCommand.self, IdentifyCommand.self,
            QuarantineCommand.self, OutboxCommand.self,
            AuditCommand.self, BrokerCommand.self,
            StatusCommand.self, DoctorCommand.self, TailCommand.self, WatchCommand.self, SimulateCommand.self,
            DemoCommand.self,
        ]
    )
}
