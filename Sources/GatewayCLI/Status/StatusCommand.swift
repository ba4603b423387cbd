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
            """
    )

    @OptionGroup var file: ConfigurationOptions
    @Option(name: .shortAndLong, help: ArgumentHelp("table or json.", valueName: "format")) var output = StatusFormat
        .table

    mutating func run() throws {
        let configuration = try file.load()
        let state = configuration.gateway.stateDirectory
        if let status = try answer(state) {
            let text =
                switch output {
                case .table: StatusText.running(status, now: .now)
                case .json: try StatusDetails.running(status)
                }
            return StandardOutput.write(text)
        }
        let reason = StatusCommand.reason(stateDirectory: state)
        if try FileSystem.isThere(configuration.bufferPath) {
            let summary = try RegistryAccess.translating {
                try BufferReader(path: configuration.bufferPath).summary()
            }
            let text =
                switch output {
                case .table: StatusText.stopped(summary, configuration: configuration, now: .now)
                case .json: StatusDetails.stopped(summary, configuration: configuration)
                }
            StandardOutput.write(text)
        }
        throw CommandFailure(status: .unreachable, message: reason)
    }

    private func answer(_ state: String) throws -> GatewayStatus? {
        do {
            return try ControlClient(stateDirectory: state).status()
        } catch {
            let message = "the gateway in \(state) answered something else than a status: is it of another version?"
            throw CommandFailure(status: .failure, message: message)
        }
    }

    /// Why nobody answered, and what to do next.
    private static func reason(stateDirectory state: String) -> String {
        guard let holder = StateLock.holder(ofDirectory: state) else {
            return "no gateway runs on \(state); start it with `gateway run` or `systemctl start gateway`"
        }
        return "process \(holder) runs the gateway on \(state), and its socket does not answer this user"
    }
}
