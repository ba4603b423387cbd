import ArgumentParser
import Gateway
import Store

/// `gateway device export`: a file that `device import` takes.
struct DeviceExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write things as a file that `device import` takes.",
        discussion: """
            Imported into an empty registry and exported again, the file is the same, byte for byte. Keys are left out \
            unless --keys is given, and then only written to a new file that nobody else may read.

            \(Examples(
                "gateway device export",
                "gateway device export --agency water-dept --tag street=Nord -o jsonl",
                "gateway device export --keys --output backup.csv"
            ))
            """
    )

    /// So many bytes are written at once: the first lines stand there before the last thing is read.
    private static let bytesAtOnce = 64 << 10

    @OptionGroup var filter: ThingFilterOptions
    @Flag(help: "With the devices' keys; needs --output.") var keys = false
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp("A new file, instead of standard output.", valueName: "file")
    )
    var path: String?
    @Option(name: .customShort("o"), help: ArgumentHelp("csv or jsonl.", valueName: "format"))
    var format = ThingExport.Format.csv
    @OptionGroup var file: ConfigurationOptions

    mutating func validate() throws {
        guard !keys || path != nil else {
            throw ValidationError("Keys are only written to a file of their own: give --output FILE.")
        }
    }

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        let known = try keys ? RegistryAccess.translating { try registry?.keys() ?? [:] } : nil
        var export = ThingExport(format, keys: known)
        if let registry {
            try filter.visit(registry) { thing in
                export.add(thing)
                if path == nil, export.pending.count >= DeviceExportCommand.bytesAtOnce {
                    StandardOutput.write(export.take())
                }
            }
        }
        if let path {
            try FileSystem.makeFile(path, export.pending, mode: 0o600)
            StandardError.write("Wrote \(export.count) things to \(path).\n")
        } else {
            StandardOutput.write(export.take())
        }
        if keys {
            StandardError.write(
                "The file has the devices' keys: whoever reads it can read their meters. Remove it when it is not needed.\n"
            )
        }
        if export.count == 0 { StandardError.write("No thing is registered that fits.\n") }
    }
}

extension ThingExport.Format: ExpressibleByArgument {}
