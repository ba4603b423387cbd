import GRDBSQLite
import Glibc
import Synchronization

/// Lets SQLite's writes to files below directories named `faulty…` fail with an error of the operating system.
///
/// It replaces the `pwrite` of SQLite's own file layer once for the whole process; other files are written as ever.
enum FaultyDisk {
    /// The error that the next writes get; 0 lets them pass.
    static let error = Atomic<Int32>(0)

    static let isInstalled: Bool = {
        guard let vfs = sqlite3_vfs_find(nil), let setSystemCall = vfs.pointee.xSetSystemCall else { return false }
        typealias Write = @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int
        let write: Write = faultyWrite
        let call = unsafeBitCast(write, to: sqlite3_syscall_ptr.self)
        let codes = ["pwrite", "pwrite64"].map { name in name.withCString { setSystemCall(vfs, $0, call) } }
        return codes.contains(SQLITE_OK)
    }()
}

private func faultyWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ offset: off_t) -> Int {
    let error = FaultyDisk.error.load(ordering: .relaxed)
    if error != 0 {
        var path = [CChar](repeating: 0, count: 1_024)
        let length = readlink("/proc/self/fd/\(file)", &path, path.count - 1)
        if length > 0, String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self).contains("faulty")
        {
            errno = error
            return -1
        }
    }
    return pwrite(file, bytes, count, offset)
}
