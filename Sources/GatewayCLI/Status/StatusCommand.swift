import ArgumentParser
import Gateway
import Observations
import Store

/// `gateway status`: how the running gateway is, in an instant.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the running gateway is: links, backlog, losses, clock.",
        discussion: """
            Asks the gateway over gateway.sock in its state directory. When none answers it says so, shows what waits in \
            buffer.db, and ends with 5.

            \(Examples("gateway status", "gateway status -o json"))
            """
    )

    @OptionGroup var file: ConfigurationOptions
    @Option(name: .shortAndLong, help: ArgumentHelp("How it is written.", valueName: "format")) var output =
        StatusFormat
        .table

    mutating func run() throws {
        let configuration = try file.load()
        let state = configuration.gateway.stateDirectory
        if let status = try StatusCommand.answer(state) {
            let pending = status.quarantined > 0 ? StatusCommand.pending(configuration) : 0
            let text =
                switch output {
                case .table: StatusText.running(status, now: .now, pending: pending)
                case .json: try StatusDetails.running(status, pending: pending)
                }
            return StandardOutput.write(text)
        }
        let reason = GatewayAbsence.reason(stateDirectory: state)
        if try FileSystem.isThere(configuration.bufferPath) {
            let summary = try RegistryAccess.translating {
                try BufferReader(path: configuration.bufferPath).summary()
            }
            let text =
                switch output {
                case .table:
                    StatusText.stopped(
                        summary,
                        configuration: configuration,
                        now: .now,
                        pending: StatusCommand.pending(configuration)
                    )
                case .json: StatusDetails.stopped(summary, configuration: configuration)
                }
            StandardOutput.write(text)
        }
        throw CommandFailure(status: .unreachable, message: reason)
    }

    /// How many devices have messages in quarantine because they are not registered.
    static func pending(_ configuration: GatewayConfiguration) -> Int? {
        UnknownSenders(configuration)?.unregistered.count
    }

    /// What the running gateway answers, or nothing when none does.
    static func answer(_ state: String) throws -> GatewayStatus? {
        do throws(ControlError) {
            return try ControlClient(stateDirectory: state).status()
        } catch {
            throw CommandFailure(error, state)
        }
    }
}
