import Dispatch
import Foundation
import Glibc
import Logging

/// Lets clients in at `gateway.sock` and gives each a thread of its own; ``ControlSession`` serves it.
///
/// The socket's mode is 0660: who may read the state directory's group may ask. At most `clientsMax` clients are
/// connected, of which at most `LiveFeed.subscribersMax` follow, so that a status always finds a seat beside those who
/// stay long. Who comes beyond that is told so.
final class ControlServer: Sendable {
    /// The most clients at a time.
    static let clientsMax = 16

    private static let stopPatience: DispatchTimeInterval = .seconds(2)

    private let path: String
    private let ended = DispatchSemaphore(value: 0)
    private let listener: UnixSocket
    private let seats = ControlSeats(countMax: ControlServer.clientsMax)
    private let sources: ControlSources
    private let logger: Logger

    init(stateDirectory: String, sources: ControlSources, logger: Logger) throws(GatewayError) {
        path = stateDirectory + "/gateway.sock"
        self.sources = sources
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
        seats.close(patience: ControlServer.stopPatience)
        listener.close()
        unlink(path)
    }

    private func serve() {
        while let client = listener.accept(patienceSeconds: ControlSession.patienceSeconds) {
            guard let seat = seats.take(client) else {
                turnAway(client)
                continue
            }
            let thread = Thread { [self] in
                ControlSession(client: client, sources: sources, logger: logger).serve()
                seats.leave(seat)
            }
            thread.name = "control-client"
            thread.start()
        }
        ended.signal()
    }

    private func turnAway(_ client: UnixSocket) {
        let sentence = "\(ControlServer.clientsMax) clients are connected, which is the most; end one and try again"
        let line = ControlSession.line(ControlFailure(sentence))
        if !client.send(line: line) { logger.debug("a client of the socket went away") }
        client.close()
    }
}
