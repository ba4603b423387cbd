import Foundation
import TestBroker

/// Looks at the machine, the commit and the calendar.
enum Surveyor {
    static func surroundings(form: Form, seed: UInt64, duration: Duration) throws -> Report.Surroundings {
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let memory = (sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 30
        let system = try line("/etc/os-release", after: "PRETTY_NAME=").replacing("\"", with: "")
        let kernel = try Tool.run(["uname", "-sr"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let model = try line("/proc/cpuinfo", after: "model name\t: ")
        return Report.Surroundings(
            machine: "\(processors) processors (\(model)), \(memory) GiB, \(system), \(kernel)",
            commit: try commit(),
            date: String(Date.now.ISO8601Format().prefix(10)),
            form: form.rawValue,
            seed: seed,
            duration: duration
        )
    }

    private static func commit() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let git = ["git", "-C", root.path(percentEncoded: false)]
        guard Tool.path(of: "git") != nil else { return "unknown" }
        let answer = try Tool.run(git + ["rev-parse", "--short", "HEAD"], statuses: [0, 128])
        guard !answer.hasPrefix("fatal") else { return "unknown" }
        let changes = try Tool.run(git + ["status", "--porcelain", "--untracked-files=no"])
        return answer.trimmingCharacters(in: .whitespacesAndNewlines) + (changes.isEmpty ? "" : " with changes")
    }

    private static func line(_ file: String, after prefix: String) throws -> String {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        return lines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } ?? "unknown"
    }
}
