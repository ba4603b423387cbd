internal import Glibc

/// The lock on a state directory: whoever holds it is the only `run` on that directory.
///
/// The kernel gives it up when the process ends, however it ends. The file `lock` stays and names the process that held
/// it last; only the lock itself says whether somebody holds it now.
public final class StateLock: Sendable {
    /// The directory that is locked.
    public let directory: String

    private let descriptor: Int32

    /// Takes the lock, making the directory if there is none.
    ///
    /// - Throws: `StoreError.locked` with the holder's process id when another process holds it.
    public init(directory: String) throws(StoreError) {
        try FileSystem.create(directory: directory)
        let path = directory + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: FileSystem.lastError()) }
        var lock = StateLock.wholeFile
        guard fcntl(descriptor, StateLock.setLock, &lock) == 0 else {
            let isHeld = errno == EAGAIN || errno == EACCES
            let message = FileSystem.lastError()
            Glibc.close(descriptor)
            guard isHeld else { throw .cannotOpen(path: path, message: message) }
            throw .locked(path: path, processID: StateLock.holder(path))
        }
        let line = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, line, line.count, 0) == line.count else {
            let message = FileSystem.lastError()
            Glibc.close(descriptor)
            throw .cannotOpen(path: path, message: message)
        }
        self.directory = directory
        self.descriptor = descriptor
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Whether some process holds the lock on the directory, and which.
    ///
    /// - Returns: nothing when nobody does; otherwise the process id, or 0 when it cannot be told.
    public static func holder(ofDirectory directory: String) -> Int32? {
        let path = directory + "/lock"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        // Asks only: taking the lock to see whether it is free could turn away a gateway that starts just then.
        var lock = wholeFile
        guard fcntl(descriptor, askLock, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return holder(path) ?? 0
    }

    // Locks of the open file, not of the process: closing another descriptor of the file does not give them up.
    // `F_OFD_GETLK` and `F_OFD_SETLK` of <fcntl.h>, which Glibc shows to GNU sources only.
    private static let askLock: Int32 = 36
    private static let setLock: Int32 = 37

    private static var wholeFile: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }

    private static func holder(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
