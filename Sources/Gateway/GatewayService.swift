import Dispatch
import Foundation
public import Logging
import MQTT
import Observations
public import ServiceLifecycle
import Store
import Synchronization

/// The gateway process: wires the parts together, runs the loop on a thread of its own, and stops it cleanly.
public struct GatewayService: Service {
    private let configuration: GatewayConfiguration
    private let logger: Logger

    /// A gateway by its configuration; nothing is opened before `run`.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Runs until a graceful shutdown is asked for, or until the gateway cannot go on.
    ///
    /// - Throws: `GatewayError` which says what is wrong and what to do next.
    public func run() async throws {
        let parts = try GatewayParts(configuration: configuration, logger: logger)
        let outcome: GatewayError? = await withGracefulShutdownHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: parts.runLoop()) }
                thread.name = "loop"
                thread.start()
            }
        } onGracefulShutdown: {
            parts.stop()
        }
        parts.close()
        if let outcome { throw outcome }
    }
}
