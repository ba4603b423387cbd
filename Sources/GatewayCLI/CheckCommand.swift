import ArgumentParser
import Devices
import Gateway
import Store
import VendorCodecs

/// `gateway check`: everything that can be known before the gateway runs.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check configuration, model files and registry. Changes nothing and needs no network.",
        discussion: """
            Ends with 0 when there is no fault; warnings are no faults.

            \(Examples(
                "gateway check",
                "gateway check --config ./gateway.toml -o json"
            ))
            """
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let models = try ModelSource(configuration, isQuiet: true)
        var findings: [ConfigurationFinding] = []
        let state = configuration.gateway.stateDirectory
        if try !FileSystem.isThere(state) {
            let text = "\(state): there is no such directory; make it, or let systemd make it (StateDirectory)"
            findings.append(ConfigurationFinding(.fault, "gateway.state_directory", text))
        } else if !FileSystem.isWritableDirectory(state) {
            let text = "\(state): this user may not write here; the gateway's user must"
            findings.append(ConfigurationFinding(.warning, "gateway.state_directory", text))
        }
        for fault in models.fileFaults {
            let place = [fault.file, fault.key].filter { !$0.isEmpty }.joined(separator: ": ")
            let allowed = fault.allowed.isEmpty ? "" : "; allowed: \(fault.allowed)"
            findings.append(ConfigurationFinding(.fault, place, fault.problem + allowed))
        }
        var things: [ThingsOfModel] = []
        do {
            things = try RegistryAccess.readable(configuration)?.thingsByModel() ?? []
        } catch {
            findings.append(ConfigurationFinding(.fault, "registry", "\(error)"))
        }
        if !models.shelf.codecs.isEmpty {
            let worker = WorkerLocation.path(configured: configuration.devices.codecWorker)
            if !FileSystem.isProgram(worker) {
                let text = "\(worker): there is no such program; \(models.shelf.codecs.count) installed codecs need it"
                findings.append(ConfigurationFinding(.fault, "devices.codec_worker", text))
            }
        }
        findings += ConfigurationReview.findings(configuration)
        findings += ConfigurationReview.findings(of: things, models: models.catalogue)

        var rows = Listing("severity", "place", "finding")
        for finding in findings {
            rows.add(.text(finding.severity.rawValue), .text(finding.place), .text(finding.text))
        }
        listing.write(rows)
        let faults = findings.count { $0.severity == .fault }
        let thingCount = things.reduce(0) { $0 + $1.count }
        let summary =
            "\(thingCount) things, \(models.catalogue.models.count) models, \(configuration.field.routes.count) routes"
        guard faults == 0 else {
            throw CommandFailure(status: .failure, message: "\(file.path): \(summary); faults: \(faults)")
        }
        StandardError.write("\(file.path): \(summary); no faults\n")
    }
}
