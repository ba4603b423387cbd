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
        let reason = GatewayAbsence.reason(stateDirectory: state)
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
        do throws(ControlError) {
            return try ControlClient(stateDirectory: state).status()
        } catch {
            if case .refused(let sentence) = error {
                throw CommandFailure(status: .unreachable, message: "the gateway in \(state) answered: \(sentence)")
            }
            let message = "the gateway in \(state) answered something else than a status: is it of another version?"
            throw CommandFailure(status: .failure, message: message)
        }
    }
}
