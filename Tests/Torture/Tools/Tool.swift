import Foundation
import TestBroker

@testable import TestCity

/// Something that a row needs of the machine.
enum Tool: Hashable, Sendable, CustomStringConvertible {
    case root
    case program(String)
    case file(String)
    /// A tmpfs can be mounted.
    case memoryDisk
    /// A loop device carries a file system.
    case loopDevice
    /// Packets can be dropped by a rule of the kernel.
    case packetFilter

    var description: String {
        switch self {
        case .root: "root"
        case .program(let name): "the program \(name)"
        case .file(let path): path
        case .memoryDisk: "a tmpfs to mount (root)"
        case .loopDevice: "a loop device to mount (root)"
        case .packetFilter: "nft with rules in the kernel (root)"
        }
    }

    /// Whether it is there; the answer holds for the whole run.
    var isThere: Bool {
        switch self {
        case .root: geteuid() == 0
        case .program(let name): Tool.path(of: name) != nil
        case .file(let path): FileManager.default.fileExists(atPath: path)
        case .memoryDisk: MemoryDisk.isAvailable
        case .loopDevice: geteuid() == 0 && Tool.file("/dev/loop-control").isThere && Tool.program("losetup").isThere
        case .packetFilter: geteuid() == 0 && PacketFilter.isAvailable
        }
    }

    /// Why a row cannot run; nil: it can.
    static func missing(_ tools: [Tool]) -> String? {
        let missing = tools.filter { !$0.isThere }
        return missing.isEmpty ? nil : "needs " + missing.map(\.description).joined(separator: ", ")
    }

    /// Runs a program to its end and answers what it printed.
    ///
    /// - Throws: when it does not end with one of the statuses.
    @discardableResult
    static func run(_ arguments: [String], statuses: Set<Int32> = [0]) throws -> String {
        let output = "\(NSTemporaryDirectory())/gateway-torture-\(UInt64.random(in: 0 ... .max)).log"
        defer { unlink(output) }
        let program = Tool.path(of: arguments[0]) ?? arguments[0]
        let status = ChildProcess.wait(try ChildProcess.spawn([program] + arguments.dropFirst(), output: output))
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard statuses.contains(status) else {
            throw TestSupportError("\(arguments.joined(separator: " ")) ended with \(status): \(text)")
        }
        return text
    }

    static func path(of program: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        return folders.lazy.map { folder -> String in "\(folder)/\(program)" }.first { file in
            access(file, X_OK) == 0
        }
    }
}
