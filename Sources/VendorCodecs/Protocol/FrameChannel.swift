import Glibc

/// Frames over a file descriptor that blocks: the worker's ends.
public struct FrameChannel: Sendable {
    private let input: Int32
    private let output: Int32

    /// Frames come from one descriptor and go to another.
    public init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
    }

    /// The content of the next frame, or nothing when the other end has closed.
    public func read() throws(ProtocolError) -> [UInt8]? {
        guard let head = try read(count: 4) else { return nil }
        var reader = FrameReader(head)
        let count = Int(try reader.number())
        guard count <= FrameReader.bytesMax else { throw .tooLong(bytes: count) }
        guard let content = try read(count: count) else { throw .ended }
        return content
    }

    /// Writes a frame.
    public func write(_ frame: [UInt8]) throws(ProtocolError) {
        var sent = 0
        while sent < frame.count {
            let count = frame[sent...].withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                sent += count
            } else if count == 0 || errno != EINTR {
                throw count == 0 ? .ended : .system(errno: errno)
            }
        }
    }

    private func read(count: Int) throws(ProtocolError) -> [UInt8]? {
        var failure: ProtocolError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, failure == nil {
                let taken = Glibc.read(input, buffer.baseAddress.map { $0 + filled }, count - filled)
                if taken > 0 {
                    filled += taken
                } else if taken == 0 {
                    failure = .ended
                } else if errno != EINTR {
                    failure = .system(errno: errno)
                }
            }
        }
        guard let failure else { return bytes }
        if failure == .ended, bytes.isEmpty { return nil }
        throw failure
    }
}
