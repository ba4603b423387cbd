import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway outbox export`.
struct OutboxExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the waiting readings to standard output, a JSON object a line, as they will be sent.",
        discussion: """
            Nothing is removed. What the operations center has not got yet can be carried to it by hand.

            \(Examples(
                "gateway outbox export",
                "gateway outbox export --thing aq-1 --since 2h"
            ))
            """
    )

    private static let rowsPerRead = 500

    @Option(help: "Only readings of this thing.") var thing: String?
    @Option(
        help: ArgumentHelp(
            "Only readings received since: 2026-11-23T08:00:00Z, or 2h for two hours ago.",
            valueName: "time"
        )
    )
    var since: String?
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let since = try since.map { try TimeOption.time($0, "--since") }
        let reader = try BufferAccess.reader(configuration)
        var last: SequenceNumber?
        var count = 0
        while true {
            let rows = try RegistryAccess.translating { try reader.rows(after: last, limit: Self.rowsPerRead) }
            guard let end = rows.last else { break }
            last = end.sequence
            var lines: [UInt8] = []
            for row in rows {
                guard thing == nil || row.reading.thing.string == thing else { continue }
                if let since, row.reading.received < since { continue }
                lines += row.reading.replayedBody
                lines.append(UInt8(ascii: "\n"))
                count += 1
            }
            StandardOutput.write(lines)
        }
        StandardError.write("\(MendingAccess.count(count, "reading")).\n")
    }
}
