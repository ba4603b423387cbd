import Glibc

/// What commands and the gateway want to know of the machine that they run on.
public enum Machine {
    /// What a process may still write to the file system of a path, in bytes.
    public static func availableBytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }

    /// Whether the kernel says that the calendar follows a reference.
    public static var isClockSynchronised: Bool { SystemClock().isSynchronised() }
}
