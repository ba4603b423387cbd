import Foundation
import Testing

@testable import GatewayCLI

/// The built `gateway`, which lies beside the test bundle, run as a shell runs it.
enum BuiltProgram {
    static var path: String {
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appending(path: "gateway").path(percentEncoded: false)
    }

    static func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
        try ProgramRun([path] + arguments, input: Array(input.utf8), within: .seconds(60))
    }

    /// What it says on standard output when it succeeds.
    static func output(_ arguments: [String], input: String = "") throws -> String {
        let run = try run(arguments, input: input)
        #expect(run.status == 0, "\(arguments): \(String(decoding: run.errors, as: UTF8.self))")
        return String(decoding: run.output, as: UTF8.self)
    }

    /// Whether a program is there: what a test needs of Debian and may not be installed.
    static func isThere(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
