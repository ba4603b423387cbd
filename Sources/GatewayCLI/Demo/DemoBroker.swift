import Foundation
import Glibc

/// A private mosquitto on loopback that can be stopped and started again with what it has persisted.
final class DemoBroker {
    let name: String
    let port: UInt16

    private let directory: String
    private var process: DemoProcess?

    /// Writes its configuration into a folder of its own and starts it.
    init(_ name: String, directory: String) throws {
        self.name = name
        self.directory = "\(directory)/\(name)"
        port = try LoopbackPort.free()
        try FileSystem.makeDirectory(self.directory, mode: 0o755)
        // `user root` keeps a broker that root starts from becoming the user mosquitto, who may not write here; other
        // users' brokers pass it by.
        let text = """
            # A private broker of the demo: loopback only, and it keeps what it has acknowledged.
            user root
            listener \(port) 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location \(self.directory)/
            autosave_interval 1
            max_queued_messages 1000000
            max_inflight_messages 1000
            set_tcp_nodelay true

            """
        try FileSystem.makeFile("\(self.directory)/mosquitto.conf", text, mode: 0o644)
        try start()
    }

    var isRunning: Bool { process != nil }

    /// Starts it and waits until it accepts connections.
    func start() throws {
        guard process == nil else { return }
        let log = "\(directory)/mosquitto.log"
        let started = try DemoProcess(name, [DemoBroker.program(), "-c", "\(directory)/mosquitto.conf"], log: log)
        let deadline = ContinuousClock.now + .seconds(10)
        while !LoopbackPort.accepts(port) {
            guard started.exitStatus() == nil, ContinuousClock.now < deadline else {
                throw CommandFailure(status: .failure, message: "the \(name) broker did not start; see \(log)")
            }
            poll(nil, 0, 10)
        }
        process = started
    }

    /// Stops it; it saves what it holds.
    ///
    /// A mosquitto 2.0 that waits for its sockets looks at signals only afterwards. Without the knock that would be after
    /// the next message, which it would hand on and, never having seen the PUBACK, hand on again when it is back.
    func stop() {
        process?.terminate()
        _ = LoopbackPort.accepts(port)
        process?.stop()
        process = nil
    }

    /// Debian installs it where an ordinary user's PATH does not lead.
    private static func program() throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = ["/usr/sbin", "/usr/local/sbin"] + path.split(separator: ":").map(String.init)
        guard let folder = folders.first(where: { access("\($0)/mosquitto", X_OK) == 0 }) else {
            let message = "there is no mosquitto on this machine; install it: apt-get install mosquitto"
            throw CommandFailure(status: .notFound, message: message)
        }
        return "\(folder)/mosquitto"
    }
}
