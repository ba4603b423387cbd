import Foundation
import TestBroker

/// A file system of a few megabytes in memory, so that a disk can be full.
final class MemoryDisk {
    let path: String

    /// Whether such a disk can be made here: only root may mount.
    static let isAvailable: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? MemoryDisk(megabytes: 1)) != nil
    }()

    init(megabytes: Int) throws {
        path = try Scratch.makeDirectory("disk")
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            let message = String(cString: strerror(errno))
            Scratch.remove(path)
            throw TestSupportError("tmpfs was not mounted: \(message)")
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        Scratch.remove(path)
    }

    private var ballast: String { "\(path)/ballast" }
    private var lastDrop: String { "\(path)/last-drop" }

    /// Takes all room but so many bytes.
    func fill(leaving bytes: Int) throws {
        let descriptor = open(ballast, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        // Whoever writes beside this takes room as well: then it is measured again.
        for _ in 1...1_000 {
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
            guard let free = attributes[.systemFreeSize] as? NSNumber else {
                throw TestSupportError("the free space of \(path) is not known")
            }
            // What lies there already may have filled it.
            guard free.intValue > bytes else { return }
            if posix_fallocate(descriptor, 0, free.intValue - bytes) == 0 { return }
        }
        throw TestSupportError("the ballast could not be written")
    }

    /// Takes every free block but so many.
    func fillUp(leaving blocks: Int) {
        let descriptor = open(lastDrop, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
        let bytes = lseek(descriptor, 0, Int32(SEEK_END))
        ftruncate(descriptor, max(0, bytes - blocks * block.count))
    }

    /// Gives the room back.
    func empty() throws {
        for file in [ballast, lastDrop] where FileManager.default.fileExists(atPath: file) {
            try FileManager.default.removeItem(atPath: file)
        }
    }
}
