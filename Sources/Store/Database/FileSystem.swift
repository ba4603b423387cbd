internal import Glibc

/// The few calls to the file system that the store makes itself.
enum FileSystem {
    /// Makes the directory and those above it, for owner and group only (0750).
    static func create(directory path: String) throws(StoreError) {
        if exists(path) || path.isEmpty { return }
        let parent = parent(of: path)
        if parent != path { try create(directory: parent) }
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw .cannotOpen(path: path, message: lastError())
        }
    }

    /// Makes an empty file that the owner may write and the group may read (0640), unless it exists.
    static func create(file path: String) throws(StoreError) {
        try create(directory: parent(of: path))
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: lastError()) }
        close(descriptor)
    }

    /// Whether something is at the path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The file's length in bytes, or nothing when there is none.
    static func size(of path: String) -> Int64? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    /// What a process may still write to the file system of `path`, in bytes.
    static func availableBytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }

    /// Renames within a directory, if the file exists.
    static func move(_ from: String, to destination: String) throws(StoreError) {
        guard exists(from) else { return }
        guard rename(from, destination) == 0 else { throw .cannotOpen(path: from, message: lastError()) }
    }

    /// Deletes the file, if it exists.
    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .cannotOpen(path: path, message: lastError()) }
    }

    /// Makes renames and new files in the directory survive a power cut.
    static func sync(directory path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: lastError()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .ioFailed(path: path, code: errno, message: lastError())
        }
    }

    /// The names in the directory, in no order.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            names.append(name)
        }
        return names
    }

    /// Reads up to `count` bytes from `offset` on.
    static func read(_ path: String, from offset: Int64, count: Int) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: lastError()) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let done = pread(descriptor, &bytes, count, off_t(offset))
        guard done >= 0 else { throw .ioFailed(path: path, code: errno, message: lastError()) }
        bytes.removeLast(count - done)
        return bytes
    }

    /// Writes all bytes at `offset` and, unless told otherwise, syncs the file.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        at offset: Int64,
        isSynced: Bool = true
    ) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: lastError()) }
        defer { close(descriptor) }
        guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count,
            !isSynced || fsync(descriptor) == 0
        else {
            throw .ioFailed(path: path, code: errno, message: lastError())
        }
    }

    /// Makes the file so many bytes long, with zeros for what it did not have, and syncs it.
    static func resize(_ path: String, to bytes: Int64) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: lastError()) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(bytes)) == 0, fsync(descriptor) == 0 else {
            throw .ioFailed(path: path, code: errno, message: lastError())
        }
    }

    /// The directory that holds the file.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of the path.
    static func name(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }

    /// The path as a URI that SQLite reads without locks; only for a file that nobody changes.
    static func immutableURI(_ path: String) -> String {
        var uri = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                uri += byte < 16 ? "%0" : "%"
                uri += String(byte, radix: 16)
            }
        }
        return uri + "?immutable=1"
    }

    /// What the last failed call said.
    static func lastError() -> String { String(cString: strerror(errno)) }
}
