import ArgumentParser
import Observations
import Store

/// `gateway device import FILE`: all rows or none.
struct DeviceImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Register the things of a CSV file: all of them, or none.",
        discussion: """
            The first line is \(ThingColumn.header), in any order; - reads standard input. A key is hexadecimal; it is \
            kept with the thing and shown nowhere. Keep the file as you keep a password.
            """
    )

    @Argument(help: "The file.") var source: String
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let things = ThingFile(try FileSystem.read(source), models: try file.models(of: configuration))
        guard things.faults.isEmpty else {
            let lines = things.faults.map { "\(source): \($0)" }
            let message = "nothing was registered; faults: \(lines.count)\n" + lines.joined(separator: "\n")
            throw CommandFailure(status: .failure, message: message)
        }
        let registry = try RegistryAccess.writable(configuration)
        var next = things.registrations.makeIterator()
        do {
            let report = try registry.importThings { next.next() }
            StandardError.write(
                "Registered \(report.added) things; \(report.unchanged) were registered just so already.\n"
            )
            if report.keysSet > 0 { StandardError.write("Gave \(report.keysSet) registered things their key.\n") }
        } catch StoreError.conflicts(let conflicts, let count) {
            let lines = conflicts.map { conflict in
                let line = conflict.row.map { ", line \(things.lines[$0 - 1])" } ?? ""
                return "\(source)\(line): \(DeviceImportCommand.words(conflict))"
            }
            let others = count > lines.count ? "\nand \(count - lines.count) more" : ""
            let message = "nothing was registered; conflicts: \(count)\n" + lines.joined(separator: "\n") + others
            throw CommandFailure(status: .conflict, message: message)
        } catch let error as StoreError {
            throw CommandFailure(status: .failure, message: error.description)
        }
    }

    private static func words(_ conflict: RegistryConflict) -> String {
        switch conflict.cause {
        case .thingExists(let columns):
            "thing \"\(conflict.thing)\" is registered with another \(columns.joined(separator: ", "))"
        case .hardwareIDBound(let other): "column hardware_id: \"\(conflict.hardwareID)\" is bound to thing \(other)"
        }
    }
}
