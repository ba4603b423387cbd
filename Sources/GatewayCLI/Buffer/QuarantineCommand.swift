import ArgumentParser

/// `gateway quarantine`: the messages that could not be turned into readings.
struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "The messages that could not be turned into readings.",
        discussion: Examples(
            "gateway quarantine list --groups",
            "gateway quarantine show 17",
            "gateway quarantine redecode --reason wrong-key --dry-run"
        ).description,
        subcommands: [
            QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRedecodeCommand.self,
            QuarantineDropCommand.self,
        ]
    )
}
