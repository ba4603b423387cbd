import Glibc

/// Wakes a loop that waits in `Poller` from another thread (a pipe to itself).
public final class WakeUp: Sendable {
    /// Readable after `signal()`, until `clear()`.
    public let fileDescriptor: Int32

    private let writeEnd: Int32

    /// Makes one; fails when the process is out of file descriptors.
    public init() throws(MQTTError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .network(errno: errno)
        }
        fileDescriptor = ends[0]
        writeEnd = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        Glibc.close(fileDescriptor)
        Glibc.close(writeEnd)
    }

    /// Wakes the loop; from any thread, any number of times.
    public func signal() {
        var byte: UInt8 = 1
        // Fails only when the pipe is full, and then the loop is as awake as can be.
        _ = Glibc.write(writeEnd, &byte, 1)
    }

    /// Forgets the signals so far; the loop calls this before it looks for what it was woken for.
    public func clear() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while Glibc.read(fileDescriptor, &bytes, bytes.count) == bytes.count {
            continue
        }
    }
}
