import ArgumentParser

/// The `gateway` program.
///
/// The library's own `main` would answer a wrong command line with 64; people and scripts that call the gateway are
/// promised 2 (see ``CommandStatus``).
@main
enum Main {
    static func main() async {
        do {
            try await Main.run(nil)
        } catch {
            let end = Main.end(error)
            if end.status == .success { StandardOutput.write(end.text) } else { StandardError.write(end.text) }
            end.status.exit()
        }
    }

    /// Runs the command of these arguments, or of the program's own.
    static func run(_ arguments: [String]?) async throws {
        var command = try GatewayCommand.parseAsRoot(arguments)
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// How the program ends after an error, and what it says; success is a person who asked for help.
    static func end(_ error: any Error) -> (status: CommandStatus, text: String) {
        if let failure = error as? CommandFailure { return (failure.status, "gateway: \(failure.message)\n") }
        let text = GatewayCommand.fullMessage(for: error)
        let status: CommandStatus =
            switch GatewayCommand.exitCode(for: error) {
            case .success: .success
            case .validationFailure: .usage
            default: .failure
            }
        return (status, text.isEmpty ? "" : text + "\n")
    }
}
