import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway device adopt HARDWARE`.
struct DeviceAdoptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Register a device that was heard already, and deliver what was heard of it.",
        discussion: """
            Its readings have the times at which they were heard. The newest messages of each unregistered device are kept; \
            `gateway device pending` lists them.

            \(Examples(
                "gateway device adopt 24e124710c123456 --thing aq-3 \\\n--model milesight/am319 --agency environment-dept"
            ))
            """
    )

    @Argument(help: "The hardware id, as `device pending` shows it.") var hardwareID: String
    @Option(help: "The thing's name: 1 to 64 of a-z, 0-9 and -.") var thing: String
    @OptionGroup var options: NewThingOptions
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let models = try file.models(of: configuration)
        let registration = try options.registration(thing: thing, hardwareID: hardwareID, models)
        let registry = try RegistryAccess.writable(configuration)
        switch try RegistryAccess.translating({ try registry.add(registration) }) {
        case .added: StandardError.write("Registered \(registration.thing.id).\n")
        case .keySet: StandardError.write("Set the key of \(registration.thing.id).\n")
        case .unchanged: StandardError.write("\(registration.thing.id) is registered just so already.\n")
        }
        guard try FileSystem.isThere(configuration.bufferPath) else {
            return StandardError.write("The gateway has not run yet: nothing was heard of it.\n")
        }
        let ids = QuarantineSelectionOptions.spellings(of: hardwareID)
        let report = try MendingAccess.perform(
            .redecode(QuarantineSelection(hardwareIDs: ids), isTrial: false),
            configuration
        )
        StandardError.write(Self.summary(report))
        try MendingAccess.expectComplete(report)
    }

    private static func summary(_ report: MendingReport) -> String {
        guard report.messages > 0 else { return "Nothing of it waits in quarantine.\n" }
        var text = "\(MendingAccess.count(report.readings, "reading")) delivered"
        if report.kept > 0, let line = report.lines.first(where: { $0.reason != nil }) {
            text += "; \(MendingAccess.count(report.kept, "message")) stay in quarantine: "
            text += "\(line.reason ?? "") (\(line.detail ?? ""))"
        }
        return text + ".\n"
    }
}
