import ArgumentParser

/// `-o FORMAT`, for commands that list or show.
struct ListingOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("How it is written.", valueName: "format"))
    var output = OutputFormat.table

    /// Writes a listing; a few rows that are too wide for the terminal are written one below the other.
    func write(_ listing: Listing) {
        if output == .table, let columns = TerminalWidth.ofTerminal, let text = listing.blocks(ifWiderThan: columns) {
            return StandardOutput.write(text)
        }
        StandardOutput.write(listing.text(output))
    }

    func write(_ details: Details) {
        guard output == .table, let columns = TerminalWidth.ofTerminal else {
            return StandardOutput.write(details.text(output))
        }
        StandardOutput.write(details.table(columns: columns))
    }
}
