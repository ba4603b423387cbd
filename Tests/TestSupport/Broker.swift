import Foundation

/// A mosquitto of a test's own: a free port on loopback, a temporary folder, a child process.
///
/// It can be stopped, killed, and started again on the same port with what it has persisted.
public final class Broker {
    /// How the listener is secured.
    public enum Security {
        /// Plain TCP.
        case none
        /// TLS with the server certificate.
        case tls(Certificates)
        /// TLS, and clients must show a certificate of the same authority.
        case mutualTLS(Certificates)
    }

    /// The port it listens on, on 127.0.0.1 (and, for TLS, as `localhost`).
    public let port: UInt16
    /// Its folder: configuration, log, and whatever a test puts there.
    public let directory: String

    private let executable = "/usr/sbin/mosquitto"
    private var processID: Int32?

    /// Writes a configuration and starts the broker.
    ///
    /// `configuration` is appended as it is; Debian's defaults stand for what it does not say.
    public init(
        _ configuration: [String] = ["allow_anonymous true"],
        security: Security = .none,
        files: [String: String] = [:]
    ) throws {
        port = try Loopback.freePort()
        directory = try Scratch.makeDirectory("broker")
        var lines = ["user root", "persistence_location \(directory)/", "listener \(port) 127.0.0.1"]
        switch security {
        case .none:
            break
        case .tls(let certificates):
            lines += Broker.tlsLines(certificates)
        case .mutualTLS(let certificates):
            lines += Broker.tlsLines(certificates) + ["require_certificate true"]
        }
        lines += configuration.map { $0.replacingOccurrences(of: "$DIRECTORY", with: directory) }
        for (name, content) in files {
            try content.write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
        }
        let text = lines.joined(separator: "\n") + "\n"
        try text.write(toFile: "\(directory)/mosquitto.conf", atomically: true, encoding: .utf8)
        try start()
    }

    deinit {
        kill()
        Scratch.remove(directory)
    }

    /// Starts it (again) and waits until it accepts connections.
    public func start() throws {
        precondition(processID == nil, "the broker is running")
        let log = "\(directory)/mosquitto.log"
        processID = try ChildProcess.spawn(
            [executable, "-c", "\(directory)/mosquitto.conf", "-v"],
            output: log
        )
        guard Loopback.waitUntilAccepting(port, within: .seconds(30)) else {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            kill()
            throw TestSupportError("mosquitto did not start:\n\(text)")
        }
    }

    /// Stops it as an administrator would (SIGTERM).
    public func stop() {
        end(SIGTERM)
    }

    /// Ends it as a power cut would (SIGKILL).
    public func kill() {
        end(SIGKILL)
    }

    /// Freezes it (SIGSTOP): connections stay, nothing is answered.
    public func freeze() {
        signal(SIGSTOP)
    }

    /// Lets it run on after `freeze`.
    public func thaw() {
        signal(SIGCONT)
    }

    /// What it has logged so far (with `-v`: every packet).
    public func log() throws -> String {
        try String(contentsOfFile: "\(directory)/mosquitto.log", encoding: .utf8)
    }

    private func signal(_ number: Int32) {
        if let processID {
            _ = Foundation.kill(processID, number)
        }
    }

    private func end(_ number: Int32) {
        guard let processID else {
            return
        }
        _ = Foundation.kill(processID, number)
        _ = Foundation.kill(processID, SIGCONT)
        ChildProcess.wait(processID)
        self.processID = nil
    }

    private static func tlsLines(_ certificates: Certificates) -> [String] {
        [
            "cafile \(certificates.caFile)",
            "certfile \(certificates.serverCertificateFile)",
            "keyfile \(certificates.serverKeyFile)",
        ]
    }
}
