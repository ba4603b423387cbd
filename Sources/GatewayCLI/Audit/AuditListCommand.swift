import ArgumentParser
import Observations
import Store

/// The command `gateway audit list`.
struct AuditListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List lines of the audit, the newest first.",
        discussion: Examples(
            "gateway audit list",
            "gateway audit list --thing aq-1 -o jsonl"
        ).description
    )

    @Option(help: "Only lines about this thing.") var thing: String?
    @Option(help: "Only lines about this thing or model.") var subject: String?
    @Option(help: ArgumentHelp("Only lines before this one, to read on.", valueName: "line")) var before: Int64?
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
        guard thing == nil || subject == nil else { throw ValidationError("--thing and --subject are the same.") }
    }

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        var rows = ListingStream(["line", "at", "author", "action", "subject", "detail"], listing)
        try RegistryAccess.translating {
            try registry?.visitAudit(of: thing ?? subject, before: before, limit: limit) { entry in
                rows.add([
                    .integer(entry.line), .text(entry.at.description), .text(entry.author), .text(entry.actionText),
                    .text(entry.subject), .text(entry.detail),
                ])
            }
        }
        rows.end()
        if rows.isEmpty { StandardError.write("The audit has no line that fits.\n") }
    }
}
