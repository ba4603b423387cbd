import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway quarantine drop SEQUENCE…`.
struct QuarantineDropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Drop quarantined messages for good.",
        discussion: """
            How many, which and by whom stands in the audit.

            \(Examples(
                "gateway quarantine drop 17 18",
                "gateway quarantine drop --reason unknown-device --before 30d"
            ))
            """
    )

    @Argument(help: "The messages' numbers.") var sequences: [Int64] = []
    @OptionGroup var which: QuarantineSelectionOptions
    @Option(
        help: ArgumentHelp(
            "Only messages received before: 2026-11-23T08:00:00Z, or 30d for 30 days ago.",
            valueName: "time"
        )
    )
    var before: String?
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        var which = which
        which.sequence += sequences
        try which.validate()
        var selection = try which.selection(configuration, narrows: before != nil)
        selection.before = try before.map { try TimeOption.time($0, "--before") }
        // Opened first: what cannot be noted is not dropped.
        let registry = try RegistryAccess.writable(configuration)
        let report = try MendingAccess.perform(.discard(selection, by: Author.person.name), configuration)
        if report.released > 0 {
            let detail = Self.detail(selection, count: report.released)
            try RegistryAccess.translating {
                try registry.noteQuarantineDrop(of: selection.hardwareIDs?.first ?? "quarantine", detail)
            }
        }
        guard report.messages > 0 || report.stopped != nil else {
            throw CommandFailure(
                status: .notFound,
                message: "nothing in quarantine is meant; see `gateway quarantine list`"
            )
        }
        StandardError.write("Dropped \(MendingAccess.count(report.released, "message")).\n")
        try MendingAccess.expectComplete(report)
    }

    private static func detail(_ selection: QuarantineSelection, count: Int) -> [(String, String)] {
        var detail = [("messages", "\(count)")]
        if let reasons = selection.reasons {
            detail.append(("reasons", reasons.map(\.rawValue).joined(separator: ", ")))
        }
        if let sequences = selection.sequences {
            detail.append(("sequences", sequences.map(\.description).joined(separator: ", ")))
        }
        if let before = selection.before { detail.append(("before", before.description)) }
        return detail
    }
}
