import ArgumentParser

/// `gateway broker`: the field broker that the gateway stands beside.
struct BrokerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Who may log in to the field broker, and publish what.",
        discussion: Examples(
            "gateway broker sync"
        ).description,
        subcommands: [BrokerSyncCommand.self]
    )
}
