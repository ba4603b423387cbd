import Foundation
import TestBroker

/// `strace` on a running process, as the hand that makes its system calls fail.
final class Tracer {
    static let needs: [Tool] = [.program("strace")]

    private var processID: Int32

    /// Injects a fault into calls that touch a file; `when` and `fault` are strace's own words.
    init(_ process: Int32, calls: String, path: String? = nil, fault: String, when: String) throws {
        let filter = path.map { ["-P", $0] } ?? []
        let log = "\(NSTemporaryDirectory())/gateway-torture-strace-\(process)-\(UInt32.random(in: 0 ... .max)).log"
        processID = try ChildProcess.spawn(
            [Tool.path(of: "strace") ?? "strace", "-f", "-q", "-p", "\(process)", "-o", "/dev/null"] + filter
                + ["-e", "trace=\(calls)", "-e", "inject=\(calls):\(fault):when=\(when)"],
            output: log
        )
        defer { unlink(log) }
        let deadline = ContinuousClock.now + .seconds(30)
        while try Tracer.tracer(of: process) != processID {
            guard ContinuousClock.now < deadline else {
                let text = try String(contentsOfFile: log, encoding: .utf8)
                end()
                throw TestSupportError("strace did not attach to process \(process): \(text)")
            }
            poll(nil, 0, 2)
        }
    }

    deinit { end() }

    /// Lets the process go on undisturbed.
    func end() {
        guard processID > 0 else { return }
        kill(processID, SIGTERM)
        ChildProcess.wait(processID)
        processID = 0
    }

    private static func tracer(of process: Int32) throws -> Int32 {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }
        return line.flatMap { $0.split(separator: "\t").last }.flatMap { Int32($0) } ?? 0
    }
}
