import ArgumentParser
import Gateway

/// Which models are known, for commands that need no configuration: those of `--models`, else of `--config`, else of the
/// standard configuration where there is one, and always the built-in ones.
struct ModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A directory of model files.", valueName: "directory"), completion: .directory)
    var models: String?

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("The configuration that names it.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func load() throws -> ModelSource {
        try load(models == nil ? configuration() : nil)
    }

    /// The same, where the configuration was read already.
    func load(_ configuration: GatewayConfiguration?) throws -> ModelSource {
        if let models { return try ModelSource(directory: models) }
        return try configuration.map { try ModelSource($0) } ?? ModelSource(directory: nil)
    }

    /// The configuration that was named, or the standard one where there is one that can be used.
    func configuration() throws -> GatewayConfiguration? {
        if let path {
            var options = ConfigurationOptions()
            options.path = path
            return try options.load()
        }
        guard FileSystem.exists(GatewayConfiguration.standardPath) else { return nil }
        do {
            return try GatewayConfiguration(path: GatewayConfiguration.standardPath)
        } catch {
            StandardError.write("gateway: \(GatewayConfiguration.standardPath) is not used: see `gateway check`\n")
            return nil
        }
    }
}
