import ArgumentParser
import Foundation
import Gateway
import Observations

/// `gateway init`: a first configuration and the directories it names.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented configuration and make the directories it names. Overwrites nothing.",
        discussion: Examples(
            "gateway init",
            "gateway init --id bd-tdm-01 --uplink-host ioc.binhduong.example",
            "gateway init --config ./gateway.toml --state-directory ./state"
        ).description
    )

    @OptionGroup var file: ConfigurationOptions

    @Option(help: ArgumentHelp("The gateway's name; the machine's when left out.", valueName: "slug"))
    var id: String?

    @Option(help: ArgumentHelp("Where the state is kept.", valueName: "directory"), completion: .directory)
    var stateDirectory: String?

    @Option(help: ArgumentHelp("The broker of the sensors.", valueName: "host"))
    var fieldHost: String?

    @Option(help: ArgumentHelp("The broker of the IOC.", valueName: "host"))
    var uplinkHost: String?

    mutating func run() throws {
        let text = ConfigurationTemplate.text(
            id: try name(),
            stateDirectory: stateDirectory,
            fieldHost: fieldHost,
            uplinkHost: uplinkHost
        )
        let directory = URL(filePath: file.path).deletingLastPathComponent().path(percentEncoded: false)
        guard !FileSystem.exists(file.path) else {
            let message = "\(file.path) exists and stays as it is; `gateway check` reads it"
            throw CommandFailure(status: .conflict, message: message)
        }
        try FileSystem.makeDirectory(directory, mode: 0o750)
        try FileSystem.makeDirectory(
            URL(filePath: directory).appending(path: "models").path(percentEncoded: false),
            mode: 0o750
        )
        // What was asked for must be right before anything is written down.
        let configuration: GatewayConfiguration
        do {
            configuration = try GatewayConfiguration(toml: text, directory: directory)
        } catch {
            throw CommandFailure(status: .usage, message: "that would not be a valid configuration\n\(error)")
        }
        try FileSystem.makeDirectory(configuration.gateway.stateDirectory, mode: 0o750)
        try FileSystem.makeFile(file.path, text, mode: 0o640)
        StandardError.write("Wrote \(file.path); its state is kept in \(configuration.gateway.stateDirectory).\n")
        StandardError.write("Next: set the hosts and routes in it, then `gateway check --config \(file.path)`.\n")
    }

    private func name() throws -> Slug {
        let asked = id ?? InitCommand.slug(of: ProcessInfo.processInfo.hostName)
        do {
            return try Slug(asked)
        } catch {
            let message = "the gateway's name \"\(asked)\" \(error); give one with --id"
            throw CommandFailure(status: .usage, message: message)
        }
    }

    /// The first part of a host name, in letters that a slug may have.
    static func slug(of hostName: String) -> String {
        let first = hostName.lowercased().split(separator: ".").first ?? "gateway"
        let letters = first.unicodeScalars.map { scalar -> Character in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        return String(String(letters).prefix(Slug.bytesMax))
    }
}
