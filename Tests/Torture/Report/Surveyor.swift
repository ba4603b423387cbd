import Foundation
import TestBroker

@testable import TestCity

/// Looks at the machine, the commit and the calendar.
enum Surveyor {
    /// The machine in one line.
    static func machine() throws -> String {
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let memory = (sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 30
        let system = try line("/etc/os-release", after: "PRETTY_NAME=").replacing("\"", with: "")
        let kernel = try Tool.run(["uname", "-sr"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let model = try line("/proc/cpuinfo", after: "model name\t: ")
        return "\(processors) processors (\(model)), \(memory) GiB, \(system), \(kernel)"
    }

    /// How the gateway under torture is built.
    static var build: String {
        let folder = URL(filePath: GatewayProcess.program).resolvingSymlinksInPath().deletingLastPathComponent()
        return folder.lastPathComponent
    }

    /// The commit that the program was built of; changes to its files, but for the page itself, are told by a digest.
    static func commit() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let git = ["git", "-C", root.path(percentEncoded: false)]
        guard Tool.path(of: "git") != nil else { return "unknown" }
        let answer = try Tool.run(git + ["rev-parse", "--short", "HEAD"], statuses: [0, 128])
        guard !answer.hasPrefix("fatal") else { return "unknown" }
        let commit = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        let changes = try Tool.run(git + ["diff", "HEAD", "--", ".", ":!docs"])
        return changes.isEmpty ? commit : "\(commit) with changes \(digest(changes))"
    }

    /// FNV-1a, shortened: it tells one text from another.
    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash >> 40, radix: 16)
    }

    private static func line(_ file: String, after prefix: String) throws -> String {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        return lines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } ?? "unknown"
    }
}
