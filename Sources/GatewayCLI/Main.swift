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
        var command = try parse(arguments ?? Array(CommandLine.arguments.dropFirst()))
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// The command of these words; a slip is answered with what was probably meant.
    static func parse(_ words: [String]) throws -> any ParsableCommand {
        if words.first == "help", let failure = try Misspelling.failure(words) { throw failure }
        do {
            return try GatewayCommand.parseAsRoot(words)
        } catch {
            guard GatewayCommand.exitCode(for: error) == .validationFailure else { throw error }
            // A shell that asks for completions has nobody to read a message to.
            if words.first == "---completion" { CommandStatus.usage.exit() }
            throw try Misspelling.failure(words) ?? error
        }
    }

    /// How the program ends after an error, and what it says; success is a person who asked for help.
    static func end(_ error: any Error) -> (status: CommandStatus, text: String) {
        if let failure = error as? CommandFailure { return (failure.status, "gateway: \(failure.message)\n") }
        let text = HelpText.wrapped(GatewayCommand.fullMessage(for: error))
        let status: CommandStatus =
            switch GatewayCommand.exitCode(for: error) {
            case .success: .success
            case .validationFailure: .usage
            default: .failure
            }
        return (status, text.isEmpty ? "" : text + "\n")
    }
}
