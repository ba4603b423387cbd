import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway quarantine show SEQUENCE`.
struct QuarantineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one quarantined message: its bytes, why it is here, and what to do next.",
        discussion: Examples(
            "gateway quarantine show 17"
        ).description
    )

    @Argument(help: "The message's number, as `quarantine list` shows it.") var sequence: Int64
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let reader = try BufferAccess.reader(configuration)
        let selection = QuarantineSelection(sequences: [SequenceNumber(rawValue: sequence)])
        guard let row = try RegistryAccess.translating({ try reader.quarantined(selection, limit: 1).first }) else {
            let message = "no quarantined message has the number \(sequence); see `gateway quarantine list`"
            throw CommandFailure(status: .notFound, message: message)
        }
        let examination = try QuarantineExamination(row.entry, configuration, file.models(of: configuration))
        var details = Details()
        details.add("sequence", .integer(sequence))
        details.add("received", .text(row.entry.received.description))
        details.add("hardwareID", Cell(row.entry.hardwareID))
        details.add("topic", .text(String(decoding: row.entry.topic, as: UTF8.self)))
        details.add("reason", .text(row.entry.reason.rawValue))
        details.add("detail", .text(row.entry.detail))
        details.add("bytes", .integer(Int64(row.entry.payload.count)))
        details.add("message", .text(QuarantineExamination.text(row.entry.payload)))
        examination.add(to: &details)
        listing.write(details)
        for command in examination.commands(sequence) { StandardError.write("next: \(command)\n") }
    }
}
