import ArgumentParser
import Devices
import Gateway
import Store

/// The command `gateway audit verify`.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reckon the audit's chain of digests anew.",
        discussion: """
            Each line's digest covers the line before it. A digest that was noted elsewhere, with its number of lines, shows \
            later whether what stood there was changed since.

            \(Examples(
                "gateway audit verify"
            ))
            """
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let registry = try RegistryAccess.readable(configuration)
        let verdict = try RegistryAccess.translating {
            try registry?.verifyAudit() ?? .intact(lines: 0, digest: [UInt8](repeating: 0, count: 32))
        }
        switch verdict {
        case .intact(let lines, let digest):
            var details = Details()
            details.add("lines", .integer(lines))
            details.add("digest", .text(Hexadecimal.encode(digest)))
            listing.write(details)
        case .broken(let line):
            throw failure("line \(line) does not follow from the one before it", configuration.registryPath)
        case .gap(let line): throw failure("lines are missing before line \(line)", configuration.registryPath)
        }
    }

    private func failure(_ problem: String, _ path: String) -> CommandFailure {
        let hint = "\(path) was changed by something else than the gateway; compare it with a backup"
        return CommandFailure(status: .failure, message: "the audit is broken: \(problem)\n\(hint)")
    }
}
