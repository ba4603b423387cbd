import ArgumentParser
import Gateway
import Store

/// The command `gateway quarantine redecode`.
struct QuarantineRedecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redecode",
        abstract: "Decode quarantined messages again, and forward their readings.",
        discussion: """
            For use after a model, a key, a codec or a registration was corrected. Readings have the times and the ids that \
            they would have had at first, and say that they are replayed. A message leaves the quarantine in the same \
            transaction in which its readings enter the outbox; one that still cannot be read stays, with its new reason. \
            Messages of which only the beginning was kept (too-large) always stay.

            \(Examples(
                "gateway quarantine redecode --reason wrong-key --dry-run",
                "gateway quarantine redecode --thing aq-thu-dau-mot-03"
            ))
            """
    )

    @OptionGroup var which: QuarantineSelectionOptions
    @Flag(help: "Only show what would become of each message.") var dryRun = false
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let selection = try which.selection(configuration)
        let report = try MendingAccess.perform(.redecode(selection, isTrial: dryRun), configuration)
        listing.write(MendingAccess.listing(report))
        guard report.messages > 0 || report.stopped != nil else {
            throw CommandFailure(
                status: .notFound,
                message: "nothing in quarantine is meant; see `gateway quarantine list`"
            )
        }
        StandardError.write(Self.summary(report, isTrial: dryRun))
        try MendingAccess.expectComplete(report)
    }

    static func summary(_ report: MendingReport, isTrial: Bool) -> String {
        let released = MendingAccess.count(report.released, "message")
        let readings = MendingAccess.count(report.readings, "reading")
        var text = isTrial ? "\(released) would become \(readings)" : "\(released) became \(readings)"
        if report.duplicates > 0 { text += " (\(report.duplicates) more were settled before)" }
        if report.kept > 0 {
            let reasons = report.reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            text += "; \(report.kept) \(isTrial ? "would stay" : "stay"): \(reasons.joined(separator: ", "))"
        }
        return text + ".\n"
    }
}
