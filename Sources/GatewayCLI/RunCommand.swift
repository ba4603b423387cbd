import ArgumentParser
import Gateway
import Logging
import ServiceLifecycle
import Store
import UnixSignals

/// Runs the gateway in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the gateway in the foreground.",
        discussion: """
            The log goes to standard error. SIGTERM and SIGINT stop cleanly within 5 seconds: what is not acknowledged \
            upstream stays in the outbox, and the field broker keeps what was not released.

            \(Examples(
                "gateway run",
                "gateway run --config ./gateway.toml"
            ))
            """
    )

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        let configuration = try options.load()
        LoggingSystem.bootstrap { label in StreamLogHandler.standardError(label: label) }
        var logger = Logger(label: "gateway")
        logger.logLevel = configuration.log.level
        let service = GatewayService(configuration: configuration, logger: logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as GatewayError {
            throw CommandFailure(status: error.commandStatus, message: "\(error)")
        }
    }
}

extension GatewayError {
    /// What `gateway run` exits with: 4 when another gateway holds the state directory, otherwise 1.
    fileprivate var commandStatus: CommandStatus {
        guard case .store(let error) = self, case .locked(path: _, processID: _) = error else { return .failure }
        return .conflict
    }
}
