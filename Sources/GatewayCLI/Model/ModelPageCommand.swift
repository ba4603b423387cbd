import ArgumentParser
import Devices

/// The command `gateway model page`.
struct ModelPageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Print all models as a page of Markdown: properties, units, ports, source and vectors.",
        discussion: Examples(
            "gateway model page > models.md"
        ).description
    )

    @OptionGroup var models: ModelOptions

    mutating func run() throws { StandardOutput.write(ModelPage.markdown(try models.load().catalogue.models)) }
}
