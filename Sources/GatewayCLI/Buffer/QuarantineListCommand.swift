import ArgumentParser
import Devices
import Observations
import Store

/// The command `gateway quarantine list`.
struct QuarantineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List quarantined messages, the newest first, or who sent them."
    )

    @Option(name: .customLong("hardware-id"), help: "Only messages of this device.") var hardwareID: String?
    @Option(help: "At most so many.") var limit = 100
    @Flag(help: "One line for each device or topic instead of each message.") var groups = false
    @Flag(help: "Show the payloads, in hexadecimal.") var payload = false
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
    }

    mutating func run() throws {
        let reader = try BufferAccess.reader(file.load())
        let rows = try RegistryAccess.translating { groups ? try grouped(reader) : try messages(reader) }
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

    private func grouped(_ reader: BufferReader) throws -> Listing {
        var rows = Listing("hardwareID", "topic", "messages", "newest", "reason", "detail")
        for group in try reader.quarantineGroups(limit: limit) {
            rows.add(
                Cell(group.hardwareID),
                .text(String(decoding: group.topic, as: UTF8.self)),
                .integer(Int64(group.count)),
                .text(group.newest.description),
                .text(group.reason.rawValue),
                .text(group.detail)
            )
        }
        return rows
    }
}
