import ArgumentParser
import Gateway

/// Which models are known, for commands that need no configuration: those of `--models`, else of `--config`, else of the
/// standard configuration where there is one, and always the built-in ones.
struct ModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A directory of model files.", valueName: "directory"))
    var models: String?

    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration that names it.", valueName: "file"))
    var path: String?

    func load() throws -> ModelSource {
        if let models { return try ModelSource(directory: models) }
        if let path {
            var options = ConfigurationOptions()
            options.path = path
            return try options.models(of: options.load())
        }
        guard FileSystem.exists(GatewayConfiguration.standardPath) else { return try ModelSource(directory: nil) }
        do {
            return try ModelSource(GatewayConfiguration(path: GatewayConfiguration.standardPath))
        } catch {
            StandardError.write("gateway: only built-in models are known: see `gateway check`\n")
            return try ModelSource(directory: nil)
        }
    }
}
