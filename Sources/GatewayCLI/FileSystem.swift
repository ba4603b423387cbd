import Foundation
import Glibc

/// The few things that commands do with files.
enum FileSystem {
    static func exists(_ path: String) -> Bool { Glibc.access(path, F_OK) == 0 }

    /// Whether something is at a path.
    ///
    /// - Throws: `CommandFailure` when this process may not look, which is not the same as nothing being there.
    static func isThere(_ path: String) throws -> Bool {
        if Glibc.access(path, F_OK) == 0 { return true }
        guard errno == EACCES else { return false }
        let message = "\(path): permission denied; run the command as the gateway's user, as sudo -u gateway gateway …"
        throw CommandFailure(status: .failure, message: message)
    }

    /// What this process may do with a path.
    enum Access {
        case allowed
        case missing
        case denied
    }

    /// Whether this process may read a file, and if not, why.
    static func access(_ path: String) -> Access {
        if Glibc.access(path, R_OK) == 0 { return .allowed }
        return errno == EACCES ? .denied : .missing
    }

    /// Whether this process may run a file.
    static func isProgram(_ path: String) -> Bool { Glibc.access(path, X_OK) == 0 }

    /// Whether this process may make files in a directory.
    static func isWritableDirectory(_ path: String) -> Bool {
        isDirectory(path) && Glibc.access(path, W_OK | X_OK) == 0
    }

    /// The largest file that is read, in bytes: some million things.
    static let bytesMax = 256 << 20

    /// All bytes of a file, or of standard input for `-`; one that is larger than the bound, or has no end, is refused.
    static func read(_ path: String, bytesMax: Int = FileSystem.bytesMax) throws -> [UInt8] {
        let isInput = path == "-"
        let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, "cannot be read", errno) }
        defer { if !isInput { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(isInput ? "standard input" : path, "cannot be read", errno) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else {
                let place = isInput ? "standard input" : path
                throw CommandFailure(status: .failure, message: "\(place) is too large: more than \(bytesMax) bytes")
            }
        }
    }

    /// Makes a directory and those above it; one that is there stays as it is.
    static func makeDirectory(_ path: String, mode: mode_t) throws {
        if isDirectory(path) { return }
        let above = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        if above != path, !above.isEmpty { try makeDirectory(above, mode: mode) }
        if mkdir(path, mode) == 0 || errno == EEXIST && isDirectory(path) { return }
        throw failure(path, "cannot be made", errno)
    }

    /// Writes a file, in the place of one that may be there: all of it, or it stays as it was.
    static func replaceFile(_ path: String, _ bytes: [UInt8], mode: mode_t) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            return try fill(descriptor, path, bytes)
        }
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        do {
            try fill(descriptor, path, bytes)
            guard rename(temporary, path) == 0 else { throw failure(path, "cannot be written", errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Writes to a file that was opened, and closes it.
    private static func fill(_ descriptor: Int32, _ path: String, _ bytes: [UInt8]) throws {
        guard descriptor >= 0 else { throw failure(path, "cannot be written", errno) }
        let isWritten = FileDescriptorWriter.write(bytes, to: descriptor)
        let code = errno
        guard close(descriptor) == 0, isWritten else { throw failure(path, "could not be written whole", code) }
    }

    /// Whether there is a directory at a path.
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a file that is not there yet, and never writes into one that is.
    static func makeFile(_ path: String, _ text: String, mode: mode_t) throws {
        try makeFile(path, Array(text.utf8), mode: mode)
    }

    /// Makes a file that is not there yet, and never writes into one that is.
    static func makeFile(_ path: String, _ bytes: [UInt8], mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            let code = errno
            if code == EEXIST {
                throw CommandFailure(status: .conflict, message: "\(path) exists and stays as it is")
            }
            throw failure(path, "cannot be made", code)
        }
        do {
            try fill(descriptor, path, bytes)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// What went wrong with a path, in the words of the operating system.
    private static func failure(_ path: String, _ problem: String, _ code: Int32) -> CommandFailure {
        CommandFailure(status: .failure, message: "\(path) \(problem): \(String(cString: strerror(code)))")
    }
}
