import Foundation

/// Asks a running gateway over its socket.
public struct ControlClient {
    private static let patienceSeconds = 2
    private static let answerBytesMax = 16 << 20

    private let path: String

    /// A client of the gateway that runs on this state directory.
    public init(stateDirectory: String) { path = stateDirectory + "/gateway.sock" }

    /// The running gateway's status, or nothing when none answers.
    public func status() throws -> GatewayStatus? {
        guard let line = ask(#"{"command":"status"}"#) else { return nil }
        return try JSONDecoder().decode(GatewayStatus.self, from: Data(line))
    }

    private func ask(_ request: String) -> [UInt8]? {
        let patience = ControlClient.patienceSeconds
        guard let socket = UnixSocket.connect(path: path, patienceSeconds: patience) else { return nil }
        defer { socket.close() }
        guard socket.send(line: Array(request.utf8)) else { return nil }
        return socket.receiveLine(bytesMax: ControlClient.answerBytesMax)
    }
}
