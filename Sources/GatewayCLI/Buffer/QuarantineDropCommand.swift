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
            How many, which and by whom stands in the audit: before the first is dropped, and again after the last. What comes \
            meanwhile stays.

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
        let reader = try BufferAccess.reader(configuration)
        let meant = try RegistryAccess.translating { try reader.quarantinedCount(selection) }
        guard let newest = meant.newest else {
            throw CommandFailure(
                status: .notFound,
                message: "nothing in quarantine is meant; see `gateway quarantine list`"
            )
        }
        selection.through = newest
        let subject = selection.hardwareIDs?.first ?? "quarantine"
        try RegistryAccess.translating {
            try registry.noteQuarantineDropBegun(of: subject, Self.detail(selection, count: meant.count))
        }
        let report = try MendingAccess.perform(.discard(selection, by: Author.person.name), configuration)
        try RegistryAccess.translating {
            try registry.noteQuarantineDrop(of: subject, Self.detail(selection, count: report.released))
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
        if let through = selection.through { detail.append(("through", through.description)) }
        return detail
    }
}
