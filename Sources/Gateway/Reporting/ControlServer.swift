import Dispatch
import Foundation
import Glibc
import Logging

/// Answers `gateway status` and its like over `gateway.sock`: one JSON object a line in, one a line out.
///
/// Request: `{"command":"status"}`. Answer: the `GatewayStatus`, or `{"error":"…"}`. The socket's mode is 0660: who may
/// read the state directory's group may ask. One client at a time, each with a second of patience: a client that hangs
/// costs nobody but the next client.
final class ControlServer: Sendable {
    /// The longest request, in bytes.
    private static let requestBytesMax = 4_096

    private struct Request: Decodable {
        let command: String
    }

    private struct Failure: Encodable {
        let error: String
    }

    private static let stopPatience: DispatchTimeInterval = .seconds(2)

    private let path: String
    private let ended = DispatchSemaphore(value: 0)
    private let listener: UnixSocket
    private let reporter: StatusReporter
    private let logger: Logger

    init(stateDirectory: String, reporter: StatusReporter, logger: Logger) throws(GatewayError) {
        path = stateDirectory + "/gateway.sock"
        self.reporter = reporter
        self.logger = logger
        guard let listener = UnixSocket.listen(path: path) else {
            throw .system("the socket \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        self.listener = listener
        let thread = Thread { [self] in serve() }
        thread.name = "control"
        thread.start()
    }

    func stop() {
        listener.shutDown()
        _ = ended.wait(timeout: .now() + ControlServer.stopPatience)
        listener.close()
        unlink(path)
    }

    private func serve() {
        while let client = listener.accept(patienceSeconds: 1) {
            if let request = client.receiveLine(bytesMax: ControlServer.requestBytesMax) {
                let isSent = client.send(line: Array(response(to: Data(request))))
                if !isSent { logger.debug("a client of the socket went away") }
            }
            client.close()
        }
        ended.signal()
    }

    private func response(to line: Data) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let request = try JSONDecoder().decode(Request.self, from: line)
            switch request.command {
            case "status": return try encoder.encode(reporter.status)
            default: return try encoder.encode(Failure(error: "unknown command \(request.command); known: status"))
            }
        } catch {
            logger.debug("a request on the socket was not understood", metadata: ["error": "\(error)"])
            return Data(#"{"error":"the request is not {\"command\":\"status\"}"}"#.utf8)
        }
    }
}
