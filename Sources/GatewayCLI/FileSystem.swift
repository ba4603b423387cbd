import Foundation
import Glibc

/// The few things that commands do with files.
enum FileSystem {
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

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
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue && Glibc.access(path, W_OK | X_OK) == 0
    }

    /// All bytes of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            if path == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure(status: .failure, message: "\(path) cannot be read: \(reason(error))")
        }
    }

    /// Makes a directory and those above it; one that is there stays as it is.
    static func makeDirectory(_ path: String, mode: Int) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: mode]
            )
        } catch {
            throw CommandFailure(status: .failure, message: "\(path) cannot be made: \(reason(error))")
        }
    }

    /// Makes a file that is not there yet, and never writes into one that is.
    static func makeFile(_ path: String, _ text: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            let code = errno
            if code == EEXIST {
                throw CommandFailure(status: .conflict, message: "\(path) exists and stays as it is")
            }
            throw CommandFailure(
                status: .failure,
                message: "\(path) cannot be made: \(String(cString: strerror(code)))"
            )
        }
        let isWritten = FileDescriptorWriter.write(Array(text.utf8), to: descriptor)
        guard close(descriptor) == 0, isWritten else {
            throw CommandFailure(status: .failure, message: "\(path) could not be written whole")
        }
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return error.localizedDescription
    }
}
