import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway device pending`.
struct DevicePendingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "List devices that send and are not registered, the one that was heard last first.",
        discussion: """
            Their newest messages are kept; `gateway device adopt` registers one and delivers what was heard of it. The \
            suggestion is the model that explains the last message best; (+2) says that two others read it alike: the type plate tells, and `gateway identify` names them.

            \(Examples(
                "gateway device pending",
                "gateway device pending -o json"
            ))
            """
    )

    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let reader = try BufferAccess.reader(configuration)
        let suggestions = ModelSuggestion(configuration, try file.models(of: configuration))
        let registry = try RegistryAccess.readable(configuration)
        let heard = try RegistryAccess.translating { try PendingDevice.all(reader) }
        let devices = try heard.filter { device in
            let thing = try RegistryAccess.translating {
                try registry?.find(hardwareID: HardwareID.canonical(device.hardwareID))
            }
            return thing.map { $0.state == .retired } ?? true
        }
        let columns = ["hardwareID", "messages", "first", "last", "rssi", "snr", "port", "suggestion", "payload"]
        var rows = Listing(listing.output == .table ? columns : columns + ["command"])
        var commands: [String] = []
        for device in devices.prefix(limit) {
            let uplink = suggestions.uplink(of: device.last)
            let suggestion = suggestions.text(for: device.last)
            let command = PendingDevice.command(device.hardwareID, suggestion)
            commands.append(command)
            let cells: [Cell] = [
                .text(device.hardwareID), .integer(Int64(device.count)), .text(device.first.description),
                .text(device.last.received.description), uplink?.radio?.rssi.map(Cell.number) ?? .none,
                uplink?.radio?.snr.map(Cell.number) ?? .none, uplink?.port.map { .integer(Int64($0)) } ?? .none,
                Cell(suggestion), .text(Hexadecimal.encode(uplink?.payload ?? device.last.payload)),
            ]
            rows.add(listing.output == .table ? cells : cells + [.text(command)])
        }
        listing.write(rows)
        if devices.isEmpty { StandardError.write("No unregistered device was heard.\n") }
        UnknownSenders.tell(configuration)
        if listing.output == .table { for command in commands { StandardError.write("next: \(command)\n") } }
    }
}
