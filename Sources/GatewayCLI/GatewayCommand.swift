import ArgumentParser
import Gateway

/// The command line: one file per command.
struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "A gateway between a city's sensors and its Intelligent Operations Center.",
        discussion: """
            Data goes to standard output, messages to standard error.
            Exit codes: \(CommandStatus.summary).

            \(Examples(
                "gateway init",
                "gateway check",
                "gateway device list -o json",
                "gateway help device add"
            ))
            """,
        version: GatewayVersion.current,
        subcommands: [
            InitCommand.self, CheckCommand.self, RunCommand.self, DeviceCommand.self, ModelCommand.self,
            DecodeCommand.self, IdentifyCommand.self,
            QuarantineCommand.self, OutboxCommand.self,
            AuditCommand.self, BrokerCommand.self,
            StatusCommand.self, DoctorCommand.self, TailCommand.self, WatchCommand.self, SimulateCommand.self,
            DemoCommand.self, CompletionCommand.self, ManualCommand.self,
        ]
    )
}
