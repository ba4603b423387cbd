import Foundation
import Gateway
import Glibc

/// A file of the broker's, of which a part is the gateway's.
struct BrokerFile {
    let path: String
    private let text: String
    /// Owner, group and mode; nothing when there is no such file yet.
    private let status: stat?

    /// Reads the file; one that is not there is empty.
    init(_ path: String) throws {
        self.path = path
        var status = stat()
        guard try FileSystem.isThere(path) else {
            (text, self.status) = ("", nil)
            return
        }
        guard stat(path, &status) == 0, let text = String(validating: try FileSystem.read(path), as: UTF8.self) else {
            throw CommandFailure(status: .failure, message: "\(path) is not a text file that can be read")
        }
        (self.text, self.status) = (text, status)
    }

    /// The lines that are not the gateway's.
    var others: [Substring] { ManagedSection.others(text) }

    /// Gives the gateway's part these lines, unless it has them.
    ///
    /// The new file is on the disk before it takes the old one's name: whoever reads it sees one or the other.
    ///
    /// - Returns: whether anything was changed.
    func replace(with lines: [String]) throws -> Bool {
        let new = ManagedSection.replacing(text, with: lines)
        guard new != text else { return false }
        // A link keeps pointing to the file that is replaced.
        let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        let temporary = "\(target).gateway-\(getpid())"
        do {
            try write(new, to: temporary)
            guard rename(temporary, target) == 0 else { throw failure(target) }
            try syncDirectory(of: target)
        } catch {
            unlink(temporary)
            throw error
        }
        return true
    }

    private func write(_ text: String, to temporary: String) throws {
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(temporary) }
        defer { close(descriptor) }
        guard FileDescriptorWriter.write(Array(text.utf8), to: descriptor) else { throw failure(temporary) }
        if let status {
            let isOwned = status.st_uid == geteuid() && status.st_gid == getegid()
            guard isOwned || fchown(descriptor, status.st_uid, status.st_gid) == 0 else {
                let message =
                    "\(path) belongs to another user, and the broker could not read a new one; run the command as root, "
                    + "as sudo gateway broker sync"
                throw CommandFailure(status: .failure, message: message)
            }
        }
        guard fchmod(descriptor, (status?.st_mode ?? 0o640) & 0o7777) == 0, fsync(descriptor) == 0 else {
            throw failure(temporary)
        }
        if status == nil {
            StandardError.write("\(path) is new: let the broker read it, as with chgrp mosquitto \(path)\n")
        }
    }

    private func syncDirectory(of target: String) throws {
        let directory = URL(filePath: target).deletingLastPathComponent().path(percentEncoded: false)
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(directory) }
    }

    private func failure(_ path: String) -> CommandFailure {
        let code = errno
        let hint = code == EACCES || code == EPERM ? "; run the command as root, as sudo gateway broker sync" : ""
        return CommandFailure(
            status: .failure,
            message: "\(path) cannot be written: \(String(cString: strerror(code)))\(hint)"
        )
    }
}
