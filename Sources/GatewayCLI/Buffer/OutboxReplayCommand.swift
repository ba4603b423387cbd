import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway outbox replay --since TIME`.
struct OutboxReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send readings again that were sent before, decoded anew.",
        discussion: """
            For use when the operations center has lost readings, or a model was wrong. Readings keep their ids and get the \
            next "revision"; they say that they are replayed. It needs the field messages of that time: keep_raw in [outbox] \
            says how long they are kept. What still waits in the outbox is sent anyway, and not a second time.

            \(Examples(
                "gateway outbox replay --since 2h --thing aq-thu-dau-mot-03 --dry-run"
            ))
            """
    )

    @Option(help: ArgumentHelp("Since when: 2026-11-23T08:00:00Z, or 2h for two hours ago.", valueName: "time"))
    var since: String
    @Option(help: "Only readings of this thing.") var thing: String?
    @Flag(help: "Only count what would be sent.") var dryRun = false
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let since = try TimeOption.time(since, "--since")
        let slug = try thing.map { name in
            guard let slug = try? Slug(name) else {
                let message = "there is no thing \"\(name)\"; see `gateway device list`"
                throw CommandFailure(status: .notFound, message: message)
            }
            return slug
        }
        let reader = try BufferAccess.reader(configuration)
        let waiting = try RegistryAccess.translating { try reader.summary().rows }
        if waiting > 0 { StandardError.write("\(MendingAccess.count(waiting, "reading")) wait and are sent anyway.\n") }
        let isEmpty = try RegistryAccess.translating { try reader.raw(since: since, limit: 1).isEmpty }
        guard !isEmpty else {
            let message =
                configuration.outbox.rawMaximumAge > .zero
                ? "no field message of that time is kept; keep_raw is \(configuration.outbox.rawMaximumAge.written)"
                : "field messages are not kept, so nothing can be sent again: set keep_raw = \"24h\" in [outbox] of "
                    + "\(file.path) and restart the gateway; it holds for messages that come from then on"
            throw CommandFailure(status: .notFound, message: message)
        }
        let report = try MendingAccess.perform(.reissue(since: since, thing: slug, isTrial: dryRun), configuration)
        let readings = MendingAccess.count(report.readings, "reading")
        var text = dryRun ? "\(readings) would be sent again" : "\(readings) are sent again"
        text += " of \(MendingAccess.count(report.messages, "message"))"
        if report.duplicates > 0 { text += "; \(report.duplicates) still wait as they are" }
        if report.kept > 0 { text += "; \(report.kept) messages cannot be decoded now" }
        StandardError.write(text + ".\n")
        try MendingAccess.expectComplete(report)
    }
}
