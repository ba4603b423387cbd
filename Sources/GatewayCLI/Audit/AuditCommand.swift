import ArgumentParser

/// `gateway audit`: who changed what about things, keys, passwords and codecs.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Who changed what about things and codecs, and when.",
        discussion: Examples(
            "gateway audit list --limit 20",
            "gateway audit verify"
        ).description,
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self]
    )
}
