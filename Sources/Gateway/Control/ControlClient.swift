import Foundation

/// Asks a running gateway over its socket.
public struct ControlClient: Sendable {
    /// How long an answer may take that the loop has no part in.
    public static let patience: Duration = .seconds(2)
    /// How long an answer of the loop may take, and the way to it and back.
    public static let loopPatience: Duration = .seconds(7)

    static let answerBytesMax = 16 << 20

    private let path: String

    /// A client of the gateway that runs on this state directory.
    public init(stateDirectory: String) { path = stateDirectory + "/gateway.sock" }

    /// The running gateway's status, or nothing when none answers.
    public func status() throws(ControlError) -> GatewayStatus? {
        do throws(ControlError) {
            return try ask(.status, for: GatewayStatus.self)
        } catch {
            guard case .notRunning = error else { throw error }
            return nil
        }
    }

    /// Asks for one answer.
    public func ask<Answer: ControlAnswer>(
        _ request: ControlRequest,
        for answer: Answer.Type,
        patience: Duration = ControlClient.patience
    ) throws(ControlError) -> Answer {
        let socket = try open(request, patience: patience)
        defer { socket.close() }
        switch socket.receiveLine(bytesMax: ControlClient.answerBytesMax) {
        case .line(let line):
            if let failure = ControlClient.failure(line) { throw .refused(failure.error) }
            return try Answer.read(line)
        case .tooLong: throw .notUnderstood(version: nil)
        case .none: throw .notRunning(path: path)
        }
    }

    /// Asks for everything from now on.
    public func stream(_ request: ControlRequest) throws(ControlError) -> ControlStream {
        ControlStream(socket: try open(request, patience: ControlClient.patience))
    }

    /// What a line says, if it is an error.
    static func failure(_ line: [UInt8]) -> ControlFailure? {
        guard line.starts(with: #"{"error":"#.utf8) else { return nil }
        do {
            return try JSONDecoder().decode(ControlFailure.self, from: Data(line))
        } catch {
            return nil
        }
    }

    /// The request is sent; a server without a free seat has answered already, and takes it no more.
    private func open(_ request: ControlRequest, patience: Duration) throws(ControlError) -> UnixSocket {
        guard let socket = UnixSocket.connect(path: path, patience: patience) else { throw .notRunning(path: path) }
        _ = socket.send(line: ControlSession.line(request))
        return socket
    }
}
