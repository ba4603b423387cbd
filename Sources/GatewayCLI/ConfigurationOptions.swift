import ArgumentParser
import Gateway

/// `--config FILE`, for commands that need the configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("The configuration file.", valueName: "file"),
        completion: .file()
    )
    var path = GatewayConfiguration.standardPath

    /// The configuration, or a failure that names every fault.
    func load() throws -> GatewayConfiguration {
        do {
            return try GatewayConfiguration(path: path)
        } catch {
            let hint =
                switch FileSystem.access(path) {
                case .allowed: ""
                case .missing: "\nMake one with `gateway init --config \(path)`."
                case .denied:
                    "\nRun this as a user who may read it, or give it to the gateway's group: chgrp gateway \(path)"
                }
            throw CommandFailure(status: .failure, message: "the configuration is not valid\n\(error)\(hint)")
        }
    }

    /// All models: built in, from model files, and installed codecs.
    func models(of configuration: GatewayConfiguration) throws -> ModelSource {
        try ModelSource(configuration)
    }
}
