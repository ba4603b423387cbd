/// The lines of a request that has no end, at the client's side.
public final class ControlStream {
    /// What comes next.
    public enum Event: Hashable, Sendable {
        /// A line, without its end.
        case line([UInt8])
        /// Nothing within the time.
        case nothing
        /// The gateway cannot; the text says why.
        case refused(String)
        /// The gateway closed the connection, or is gone.
        case ended
    }

    private let socket: UnixSocket
    private var buffer: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    private var isEnded = false

    init(socket: UnixSocket) { self.socket = socket }

    deinit { socket.close() }

    /// The next line, waiting at most so long; a signal that the process handles ends the wait early.
    public func next(within duration: Duration) -> Event {
        if let line = takeLine() { return event(line) }
        guard !isEnded else { return .ended }
        guard socket.isReadable(within: duration) else { return .nothing }
        guard let bytes = socket.receive(), buffer.count - start < ControlClient.answerBytesMax else {
            isEnded = true
            return .ended
        }
        buffer.removeFirst(start)
        start = 0
        buffer += bytes
        return takeLine().map(event) ?? .nothing
    }

    private func event(_ line: [UInt8]) -> Event {
        ControlClient.failure(line).map { .refused($0.error) } ?? .line(line)
    }

    private func takeLine() -> [UInt8]? {
        guard let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { start = end + 1 }
        return Array(buffer[start..<end])
    }
}
