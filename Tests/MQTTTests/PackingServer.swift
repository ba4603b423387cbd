import Foundation
import MQTT
import TestBroker

/// A TLS server that sends given bytes in one record to whoever connects, as a TLS terminator may (`openssl s_server`).
final class PackingServer {
    let port: UInt16
    private let directory: String
    private let processID: Int32
    private let input: Int32

    init(_ certificates: Certificates) throws {
        port = try Loopback.freePort()
        directory = try Scratch.makeDirectory("packing-server")
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw TestSupportError("no pipe")
        }
        input = ends[1]
        processID = try ChildProcess.spawn(
            [
                "openssl", "s_server", "-quiet", "-accept", "127.0.0.1:\(port)",
                "-cert", certificates.serverCertificateFile, "-key", certificates.serverKeyFile,
            ],
            input: ends[0],
            output: "\(directory)/log"
        )
        close(ends[0])
    }

    /// Connects to it and has it send the bytes once our CONNECT has arrived.
    func connect(_ options: ConnectionOptions, answering bytes: [UInt8]) throws -> Connection {
        let wakeUp = try WakeUp()
        let connector = Connector(wakeUp: wakeUp)
        let deadline = ContinuousClock.now + .seconds(10)
        var isAnswered = false
        while ContinuousClock.now < deadline {
            if !connector.isConnecting {
                try connector.start(options)
            }
            var poller = Poller()
            poller.add(wakeUp.fileDescriptor, .readable)
            try poller.wait(timeout: .milliseconds(20))
            wakeUp.clear()
            // The server prints what it receives.
            if !isAnswered, try String(contentsOfFile: "\(directory)/log", encoding: .isoLatin1).contains("MQTT") {
                isAnswered = write(input, bytes, bytes.count) == bytes.count
            }
            switch connector.takeResult() {
            case .success(let connection): return connection
            case .failure(.network(errno: ECONNREFUSED)), nil: continue
            case .failure(let error): throw error
            }
        }
        throw TestSupportError("openssl s_server was not reached")
    }

    deinit {
        kill(processID, SIGKILL)
        ChildProcess.wait(processID)
        close(input)
        Scratch.remove(directory)
    }
}
