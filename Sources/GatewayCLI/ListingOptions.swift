import ArgumentParser

/// `-o FORMAT`, for commands that list or show.
struct ListingOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("How it is written.", valueName: "format"))
    var output = OutputFormat.table

    func write(_ listing: Listing) { StandardOutput.write(listing.text(output)) }

    func write(_ details: Details) { StandardOutput.write(details.text(output)) }
}
