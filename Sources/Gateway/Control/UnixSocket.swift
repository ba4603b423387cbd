import Glibc

/// A Unix stream socket that carries lines of text, with a bound on waiting and on the length of a line.
struct UnixSocket {
    let descriptor: Int32
    /// How long a line may take to come; a listener has none.
    private var patience: Duration = .zero

    private init(descriptor: Int32) { self.descriptor = descriptor }

    private init(descriptor: Int32, patience: Duration) {
        self.descriptor = descriptor
        self.patience = patience
        limitWaiting(SO_SNDTIMEO, patience)
    }

    /// A client's end, or nothing when nobody listens at the path.
    static func connect(path: String, patience: Duration) -> UnixSocket? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let isConnected = withAddress(path) { Glibc.connect(descriptor, $0, $1) == 0 }
        guard isConnected else {
            Glibc.close(descriptor)
            return nil
        }
        return UnixSocket(descriptor: descriptor, patience: patience)
    }

    /// A listening socket that owner and group may use, or nothing; `errno` says why.
    static func listen(path: String) -> UnixSocket? {
        unlink(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let isBound = withAddress(path) { bind(descriptor, $0, $1) == 0 }
        guard isBound, chmod(path, 0o660) == 0, Glibc.listen(descriptor, 8) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return UnixSocket(descriptor: descriptor)
    }

    /// The next client, or nothing once the listener is closed.
    func accept(patienceSeconds: Int) -> UnixSocket? {
        while true {
            let client = Glibc.accept(descriptor, nil, nil)
            if client >= 0 {
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                return UnixSocket(descriptor: client, patience: .seconds(patienceSeconds))
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: poll(nil, 0, 100)  // somebody else's shortage passes
            default: return nil
            }
        }
    }

    /// What came when a line was waited for.
    enum Reception: Hashable {
        /// A line, without its end.
        case line([UInt8])
        /// More bytes than a line may have.
        case tooLong
        /// Not all of a line in time, or the other side has closed.
        case none
    }

    /// One line.
    func receiveLine(bytesMax: Int) -> Reception {
        let clock = SystemClock()
        let deadline = clock.now().steady.advanced(by: patience)
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while line.count <= bytesMax {
            let left = deadline.microseconds(since: clock.now().steady)
            guard left > 0 else { return .none }
            limitWaiting(SO_RCVTIMEO, .microseconds(left))
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return .none }
            line.append(contentsOf: chunk[..<count])
            guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { continue }
            return end <= bytesMax ? .line(Array(line[..<end])) : .tooLong
        }
        return .tooLong
    }

    /// Sends a line; false when the other side does not take it in time.
    func send(line: [UInt8]) -> Bool { send(line + [UInt8(ascii: "\n")]) }

    /// Sends bytes; false when the other side does not take them in time.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// What has come, or nothing when the other side has closed or does not send in time.
    func receive() -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        return count > 0 ? Array(chunk[..<count]) : nil
    }

    /// Whether something has come, or the other side is gone, within this time; a signal ends the wait early.
    func isReadable(within duration: Duration) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, UnixSocket.milliseconds(duration)) > 0
    }

    /// Whether the other side has closed; one that only says no more still listens.
    var isGone: Bool {
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// Waits until the other side closes, or the descriptor is readable, or the time is over.
    func waitForEnd(orSignal signal: Int32, within duration: Duration) {
        var entries = [
            pollfd(fd: descriptor, events: 0, revents: 0), pollfd(fd: signal, events: Int16(POLLIN), revents: 0),
        ]
        poll(&entries, 2, UnixSocket.milliseconds(duration))
    }

    /// From now on the other side has this long to take what is sent.
    func limitSending(_ patience: Duration) { limitWaiting(SO_SNDTIMEO, patience) }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        Int32(clamping: (max(0, duration.microseconds) + 999) / 1_000)
    }

    /// Ends the connection for whoever waits at it: in `accept`, for a line, or to send one.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    func close() { Glibc.close(descriptor) }

    /// One datagram to a path; systemd's notification protocol has no answer.
    static func sendDatagram(_ text: String, to path: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        _ = withAddress(path) { address, length in
            Array(text.utf8).withUnsafeBytes { bytes in
                sendto(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), address, length) == bytes.count
            }
        }
    }

    private func limitWaiting(_ option: Int32, _ duration: Duration) {
        let (seconds, microseconds) = duration.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        // A `timeval`, which no Swift module owns alone.
        var limit = (seconds: Int(seconds), microseconds: Int(microseconds))
        setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout.size(ofValue: limit)))
    }

    /// Calls with the address of a path (a leading `@` means the abstract name space); false when it is too long.
    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return false
        }
        let isAbstract = bytes.first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let header = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let length = socklen_t(header + bytes.count + (isAbstract ? 0 : 1))
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
