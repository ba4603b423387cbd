import ArgumentParser

/// `gateway quarantine`: the messages that could not be turned into readings.
struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "The messages that could not be turned into readings.",
        subcommands: [
            QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRedecodeCommand.self,
            QuarantineDropCommand.self,
        ]
    )
}
