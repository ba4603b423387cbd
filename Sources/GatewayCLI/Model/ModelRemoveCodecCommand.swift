import ArgumentParser
import Observations
import Store

/// The command `gateway model remove-codec MODEL`.
struct ModelRemoveCodecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-codec",
        abstract: "Remove an installed codec.",
        discussion: Examples(
            "gateway model remove-codec acme/air-1"
        ).description
    )

    @Argument(help: "The model, vendor/model.", completion: .models) var model: String
    @Flag(help: "Remove it although things use it; their payloads go to quarantine.") var yes = false
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        guard let id = ModelID(model) else {
            throw CommandFailure(status: .usage, message: "\"\(model)\" is not vendor/model, both of a-z, 0-9 and -")
        }
        let registry = try RegistryAccess.writable(configuration)
        let isInstalled = try RegistryAccess.translating { try registry.codecs().contains { $0.model == id } }
        guard isInstalled else {
            throw CommandFailure(status: .notFound, message: "no codec of \(id) is installed; see `gateway model list`")
        }
        let used = try RegistryAccess.translating { try registry.things(of: id, limit: 4) }
        guard used.isEmpty || yes else {
            let names = used.prefix(3).joined(separator: ", ") + (used.count > 3 ? " and others" : "")
            let message =
                "the codec of \(id) is used by \(names); nothing was removed. Add --yes to remove it all the same"
            throw CommandFailure(status: .conflict, message: message)
        }
        _ = try RegistryAccess.translating { try registry.removeCodec(of: id) }
        StandardError.write("Removed the codec of \(id).\n")
    }
}
