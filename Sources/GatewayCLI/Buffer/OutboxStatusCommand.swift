import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway outbox status`.
struct OutboxStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how much waits, and since when.",
        discussion: Examples(
            "gateway outbox status",
            "gateway outbox status --things 10"
        ).description
    )

    @Option(help: "List the things with the most waiting readings, at most so many.") var things: Int?
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let reader = try BufferAccess.reader(configuration)
        if let things {
            var rows = Listing("thing", "rows", "parkedRows", "oldest")
            for backlog in try RegistryAccess.translating({ try reader.backlogs(limit: max(0, things)) }) {
                rows.add(
                    .text(backlog.thing.string),
                    .integer(Int64(backlog.rows)),
                    .integer(Int64(backlog.parkedRows)),
                    .text(backlog.oldest.description)
                )
            }
            listing.write(rows)
            return
        }
        let summary = try RegistryAccess.translating { try reader.summary() }
        listing.write(OutboxDetails.details(summary, configuration.outbox, now: .now))
    }
}
