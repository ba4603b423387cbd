import ArgumentParser

/// `gateway outbox`: the readings that wait for the uplink.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "The readings that wait for the uplink.",
        discussion: Examples(
            "gateway outbox status",
            "gateway outbox export",
            "gateway outbox replay --since 2h --dry-run"
        ).description,
        subcommands: [OutboxStatusCommand.self, OutboxExportCommand.self, OutboxReplayCommand.self]
    )
}
