import ArgumentParser

/// The command `gateway device list`.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List things and their devices.",
        discussion: Examples(
            "gateway device list",
            "gateway device list --agency environment-dept -o csv",
            "gateway device list --model milesight/am319 -o jsonl"
        ).description
    )

    @OptionGroup var filter: ThingFilterOptions
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        var rows = ListingStream(ThingCells.columns, listing)
        if let registry { try filter.visit(registry) { rows.add(ThingCells.cells($0)) } }
        rows.end()
        if rows.isEmpty { StandardError.write("No thing is registered that fits.\n") }
    }
}
