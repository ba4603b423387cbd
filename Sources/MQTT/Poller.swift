import Glibc

/// Waits until file descriptors are ready (`poll`).
///
/// Used anew in each turn of a loop: `removeAll`, `add` each descriptor, `wait`, ask by the index `add` answered.
public struct Poller {
    /// What to wait for.
    public struct Interest: OptionSet, Sendable {
        /// The bits, as `poll` has them.
        public let rawValue: Int16

        /// Makes an interest of `poll`'s bits.
        public init(rawValue: Int16) {
            self.rawValue = rawValue
        }

        /// Something to read, or the other side is gone.
        public static let readable = Interest(rawValue: Int16(POLLIN))
        /// Room to write.
        public static let writable = Interest(rawValue: Int16(POLLOUT))
    }

    private var entries: [pollfd] = []

    /// Makes an empty one.
    public init() {}

    /// Forgets all descriptors; keeps the memory.
    public mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
    }

    /// Adds a descriptor and answers its index.
    ///
    /// Without interest, or with a negative descriptor, it is passed by entirely: a held connection whose
    /// peer is gone would otherwise end every wait at once.
    @discardableResult
    public mutating func add(_ fileDescriptor: Int32, _ interest: Interest) -> Int {
        let isWatched = fileDescriptor >= 0 && !interest.isEmpty
        entries.append(pollfd(fd: isWatched ? fileDescriptor : -1, events: interest.rawValue, revents: 0))
        return entries.count - 1
    }

    /// Waits until a descriptor is ready, a signal arrives or the time is over (nil: without end).
    ///
    /// - Returns: how many descriptors are ready.
    @discardableResult
    public mutating func wait(timeout: Duration?) throws(MQTTError) -> Int {
        let milliseconds = timeout.map(Poller.milliseconds) ?? -1
        let ready = poll(&entries, nfds_t(entries.count), milliseconds)
        let code = errno
        guard ready < 0 else {
            return Int(ready)
        }
        for index in entries.indices {
            entries[index].revents = 0
        }
        guard code == EINTR else {
            throw .network(errno: code)
        }
        return 0
    }

    /// Rounded up, so that a wait for a point in time does not end just before it.
    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else {
            return 0
        }
        guard seconds < 86_400 else {
            return 86_400_000
        }
        return Int32(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// Whether reading will not block: data, end of stream or an error that reading will report.
    public func isReadable(_ index: Int) -> Bool {
        entries[index].revents & Int16(POLLIN | POLLHUP | POLLERR | POLLNVAL) != 0
    }

    /// Whether writing will not block.
    public func isWritable(_ index: Int) -> Bool {
        entries[index].revents & Int16(POLLOUT | POLLERR) != 0
    }

    /// Whether the other side is gone or the socket has failed.
    public func isHungUp(_ index: Int) -> Bool {
        entries[index].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    }
}
