import Foundation
import Observations
import Store
import Testing

@testable import GatewayCLI

/// A directory with a configuration for commands, removed when nobody holds it any more.
final class CommandPlace {
    let directory: String
    var configuration: String { "\(directory)/gateway.toml" }

    init() async throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID())")
        directory = url.path(percentEncoded: false)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        #expect(try await run("init", "--id", "g-1", "--state-directory", "state") == .success)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func run(_ arguments: String...) async throws -> CommandStatus { try await run(arguments) }

    func run(_ arguments: [String]) async throws -> CommandStatus {
        do {
            try await Main.run(arguments + ["--config", configuration])
            return .success
        } catch {
            return Main.end(error).status
        }
    }

    /// How a command ends that should fail, and what it says then.
    func failure(_ arguments: [String], hasConfiguration: Bool = true) async throws -> (
        status: CommandStatus, message: String
    ) {
        do {
            try await Main.run(arguments + (hasConfiguration ? ["--config", configuration] : []))
            return (.success, "")
        } catch {
            let end = Main.end(error)
            return (end.status, end.text)
        }
    }

    func write(_ text: String) throws -> String { try file("\(UUID()).txt", text) }

    func file(_ name: String, _ text: String) throws -> String {
        let path = "\(directory)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    func codecs() throws -> [InstalledCodec] {
        guard FileManager.default.fileExists(atPath: "\(directory)/state/registry.db") else { return [] }
        return try ThingRegistry(readingOnly: "\(directory)/state/registry.db").codecs()
    }

    func models() throws -> ModelSource {
        var options = ConfigurationOptions()
        options.path = configuration
        return try ModelSource(options.load())
    }

    func registry() throws -> ThingRegistry { try ThingRegistry(readingOnly: "\(directory)/state/registry.db") }
}
