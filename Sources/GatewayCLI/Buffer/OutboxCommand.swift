import ArgumentParser

/// `gateway outbox`: the readings that wait for the uplink.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "The readings that wait for the uplink.",
        subcommands: [OutboxStatusCommand.self, OutboxExportCommand.self, OutboxReplayCommand.self]
    )
}
