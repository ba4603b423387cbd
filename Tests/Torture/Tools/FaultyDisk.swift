import Foundation
import TestBroker

@testable import TestCity

/// A disk whose power can be cut: what was written and not synced is gone then.
///
/// ```
/// image file <- nbdkit, write-back cache: nothing reaches the image before a flush
///            <- nbdfuse: the disk as a file
///            <- loop device <- ext4 at `path`
/// ```
final class FaultyDisk {
    static let needs: [Tool] = [
        .root, .loopDevice, .file("/dev/fuse"), .program("nbdkit"), .program("nbdfuse"), .program("mkfs.ext4"),
        .program("fsck.ext4"),
    ]

    /// Where it is mounted.
    let path: String
    private let directory: String
    private let bytes: Int
    private var server: Int32 = 0
    private var view: Int32 = 0
    private var generation = 0
    private var device: String?

    init(megabytes: Int = 64) throws {
        directory = try Scratch.makeDirectory("power")
        path = "\(directory)/mount"
        bytes = megabytes << 20
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for file in ["image", "view"] { try Data().write(to: URL(filePath: "\(directory)/\(file)")) }
        truncate("\(directory)/image", bytes)
        try Tool.run(["mkfs.ext4", "-q", "-F", "\(directory)/image"])
        try attach()
    }

    deinit {
        detach()
        end()
        Scratch.remove(directory)
    }

    /// Cuts the power: the disk answers nothing any more, and its cache is gone.
    func cut() {
        for process in [server, view] where process > 0 { kill(process, SIGKILL) }
        for process in [server, view] where process > 0 { ChildProcess.wait(process) }
        (server, view) = (0, 0)
    }

    /// Checks the file system and mounts it, as when the power is back.
    ///
    /// Nobody may have a file of it open.
    func restore() throws {
        detach()
        cut()
        try attach()
    }

    /// Makes ext4 believe that it found an error: it mounts itself read-only.
    func failFileSystem() throws {
        guard let name = device?.split(separator: "/").last else { throw TestSupportError("nothing is mounted") }
        try "1".write(toFile: "/sys/fs/ext4/\(name)/trigger_fs_error", atomically: false, encoding: .utf8)
    }

    private func attach() throws {
        generation += 1
        let socket = "\(directory)/socket-\(generation)"
        let log = "\(directory)/log"
        let nbdkit = Tool.path(of: "nbdkit") ?? "nbdkit"
        server = try ChildProcess.spawn(
            [nbdkit, "-f", "-U", socket, "--filter=cache", "file", "\(directory)/image", "cache=writeback"],
            output: log
        )
        try wait(for: "nbdkit") { FileManager.default.fileExists(atPath: socket) }
        view = try ChildProcess.spawn(
            [Tool.path(of: "nbdfuse") ?? "nbdfuse", "\(directory)/view", "--unix", socket],
            output: log
        )
        try wait(for: "nbdfuse") {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/view")
            return (attributes[.size] as? NSNumber)?.intValue == bytes
        }
        let loop = try Tool.run(["losetup", "-f", "--show", "\(directory)/view"])
        device = loop.split(separator: "\n").last.map(String.init)
        guard let device else { throw TestSupportError("losetup named no device: \(loop)") }
        // 1 and 2: errors were corrected.
        try Tool.run(["fsck.ext4", "-y", device], statuses: [0, 1, 2])
        guard mount(device, path, "ext4", 0, "errors=remount-ro") == 0 else {
            throw TestSupportError("\(device) was not mounted: \(String(cString: strerror(errno)))")
        }
    }

    private func detach() {
        guard let device else { return }
        if umount2(path, 0) != 0 { umount2(path, Int32(MNT_DETACH)) }
        do { try Tool.run(["losetup", "-d", device]) } catch { print("\(error)") }
        umount2("\(directory)/view", Int32(MNT_DETACH))
        self.device = nil
    }

    private func end() {
        for process in [view, server] where process > 0 {
            kill(process, SIGTERM)
            ChildProcess.wait(process)
        }
        (server, view) = (0, 0)
    }

    private func wait(for what: String, until condition: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try !condition() {
            guard ContinuousClock.now < deadline else {
                let log = try String(contentsOfFile: "\(directory)/log", encoding: .utf8)
                throw TestSupportError("\(what) does not serve the disk: \(log)")
            }
            poll(nil, 0, 5)
        }
    }
}
