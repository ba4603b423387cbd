import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway quarantine list`.
struct QuarantineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List quarantined messages, the newest first, or who sent them.",
        discussion: Examples(
            "gateway quarantine list --groups",
            "gateway quarantine list --hardware-id 70b3d50000000001 --payload"
        ).description
    )

    @Option(name: .customLong("hardware-id"), help: "Only messages of this device.") var hardwareID: String?
    @Option(help: "At most so many.") var limit = 100
    @Flag(help: "One line for each device or topic instead of each message, and which model it may be of.")
    var groups = false
    @Flag(help: "Show the payloads, in hexadecimal.") var payload = false
    /// At most so many groups get a suggestion: each takes some milliseconds.
    private static let suggestionsMax = 50

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let reader = try BufferAccess.reader(configuration)
        let rows = groups ? try grouped(reader, configuration) : try RegistryAccess.translating { try messages(reader) }
        listing.write(rows)
        if rows.rows.isEmpty { StandardError.write("Nothing is in quarantine.\n") }
    }

    private func messages(_ reader: BufferReader) throws -> Listing {
        let columns = ["sequence", "received", "hardwareID", "topic", "reason", "detail", "bytes"]
        var rows = Listing(columns + (payload ? ["payload"] : []))
        for row in try reader.quarantined(hardwareID: hardwareID, limit: limit) {
            let entry = row.entry
            let cells: [Cell] = [
                .integer(row.sequence.rawValue), .text(entry.received.description), Cell(entry.hardwareID),
                .text(String(decoding: entry.topic, as: UTF8.self)), .text(entry.reason.rawValue), .text(entry.detail),
                .integer(Int64(entry.payload.count)),
            ]
            rows.add(cells + (payload ? [.text(Hexadecimal.encode(entry.payload))] : []))
        }
        return rows
    }

    private func grouped(_ reader: BufferReader, _ configuration: GatewayConfiguration) throws -> Listing {
        let suggestion = ModelSuggestion(configuration, try file.models(of: configuration))
        var rows = Listing("hardwareID", "topic", "messages", "newest", "reason", "suggestion", "detail")
        let groups = try RegistryAccess.translating { try reader.quarantineGroups(limit: limit) }
        for (index, group) in groups.enumerated() {
            var suggested: String?
            if index < Self.suggestionsMax, let hardwareID = group.hardwareID {
                let newest = try RegistryAccess.translating {
                    try reader.quarantined(hardwareID: hardwareID, limit: 1).first
                }
                suggested = newest.flatMap { suggestion.text(for: $0.entry) }
            }
            rows.add(
                Cell(group.hardwareID),
                .text(String(decoding: group.topic, as: UTF8.self)),
                .integer(Int64(group.count)),
                .text(group.newest.description),
                .text(group.reason.rawValue),
                Cell(suggested),
                .text(group.detail)
            )
        }
        return rows
    }
}
