import ArgumentParser

/// What `make docs` and `make install` run: the hidden command `gateway manual PAGE`.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print a manual page, made from the commands' help and from the sample configuration.",
        discussion: Examples("gateway manual gateway.1 > gateway.1", "gateway manual gateway.toml.5 | man -l -")
            .description,
        shouldDisplay: false
    )

    /// The pages that there are.
    enum Page: String, CaseIterable, ExpressibleByArgument {
        case program = "gateway.1"
        case configuration = "gateway.toml.5"
    }

    @Argument(help: "The page.") var page: Page

    mutating func run() throws {
        switch page {
        case .program: StandardOutput.write(try ProgramManual.page())
        case .configuration: StandardOutput.write(try ConfigurationPage.page())
        }
    }
}
