import Foundation
import Gateway
import Observations
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// `device import` as a process: killed, interrupted, on a terminal.
    @Suite struct ImportTests {
        /// How often it is killed; `GATEWAY_KILLS` overrides.
        private static let kills = ProcessInfo.processInfo.environment["GATEWAY_KILLS"].flatMap { Int($0) } ?? 5
        private static let rows = 6_000

        @Test func anImportThatIsKilledLeavesAllOrNothing() throws {
            let place = try Place()
            let whole = ContinuousClock.now
            #expect(ChildProcess.wait(try place.startImport()) == 0)
            let milliseconds = (ContinuousClock.now - whole) / .milliseconds(1)
            var states: [Int] = []
            for _ in 1...Self.kills {
                place.removeRegistry()
                #expect(ChildProcess.wait(try place.start(["device", "import", place.first])) == 0)
                let process = try place.startImport()
                _ = poll(nil, 0, Int32(Double.random(in: 0...milliseconds * 1.1)))
                kill(process, SIGKILL)
                let status = ChildProcess.wait(process)
                let registry = try ThingRegistry(
                    path: place.registry,
                    author: Author("test") { Timestamp(microseconds: 1) }
                )
                let count = try registry.count()
                states.append(count)
                #expect(count == 1 || count == Self.rows + 1)
                #expect(try registry.snapshot().things.count == count)
                #expect(status == -SIGKILL || count == Self.rows + 1, "one that says so has done it")
                #expect(try registry.integrityFaults() == [])
                guard case .intact(let lines, _) = try registry.verifyAudit() else {
                    Issue.record("the audit is broken")
                    continue
                }
                #expect(lines == count, "a line for every thing and for no other")
            }
            print("things after a kill: \(states.sorted())")
        }

        @Test(arguments: [SIGINT, SIGTERM]) func anImportThatIsInterruptedSaysThatNothingIsRegistered(signal: Int32)
            throws
        {
            let place = try Place()
            let process = try place.startImport()
            // The registry is made when the rows are read: from then on the signal finds an open transaction.
            while !FileManager.default.fileExists(atPath: place.registry + "-wal") { _ = poll(nil, 0, 1) }
            kill(process, signal)
            #expect(ChildProcess.wait(process) == 1)
            #expect(
                try place.output().hasSuffix(
                    "gateway: interrupted: nothing was registered, the registry is as it was\n"
                )
            )
            let registry = try ThingRegistry(readingOnly: place.registry)
            #expect(try registry.count() == 0)
            #expect(try registry.verifyAudit() == .intact(lines: 0, digest: [UInt8](repeating: 0, count: 32)))
        }

        @Test func aTerminalShowsABarThatIsGoneAtTheEnd() throws {
            let place = try Place()
            let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            try #require(terminal >= 0)
            defer { close(terminal) }
            // Linux: TIOCSPTLCK with 0 unlocks the other end, TIOCGPTN answers its number.
            var number: Int32 = 0
            try #require(ioctl(terminal, 0x4004_5431, &number) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
            var size = winsize(ws_row: 24, ws_col: 50, ws_xpixel: 0, ws_ypixel: 0)
            #expect(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
            let process = try place.start(["device", "import", place.many], output: "/dev/pts/\(number)")
            var shown = ""
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                // The terminal hangs up when the last process that has it open ends.
                let count = read(terminal, &bytes, bytes.count)
                if count <= 0 { break }
                shown += String(decoding: bytes[..<count], as: UTF8.self)
            }
            #expect(ChildProcess.wait(process) == 0)
            let lines = shown.split(separator: "\r").filter { $0.contains("[#") }
            #expect(lines.contains { $0.contains("Reading [") })
            #expect(lines.contains { $0.contains("Registering [") && $0.contains(" 50%") })
            #expect(lines.allSatisfy { $0.replacing("\u{1B}[K", with: "").count <= 49 })
            #expect(shown.replacing("\r\n", with: "\n").hasSuffix("\r\u{1B}[K\(Self.rows) added, 0 unchanged.\n"))
            #expect(!shown.contains("\u{1B}[3"), "no colours")

            place.removeRegistry()
            #expect(ChildProcess.wait(try place.startImport()) == 0)
            #expect(try place.output() == "\(Self.rows) added, 0 unchanged.\n", "nothing else off a terminal")
        }

        /// A directory with a configuration and files of things, removed at the end.
        private final class Place {
            let directory: String
            var registry: String { "\(directory)/state/registry.db" }
            var many: String { "\(directory)/many.csv" }
            var first: String { "\(directory)/first.csv" }
            private var log: String { "\(directory)/import.log" }

            init() throws {
                directory = try Scratch.makeDirectory("import")
                #expect(
                    ChildProcess.wait(
                        try start(["init", "--id", "g-1", "--state-directory", "state"], output: "/dev/null")
                    )
                        == 0
                )
                let header = "thing,hardware_id,model,agency\n"
                try (header + "one,1,elsys/ers,d\n").write(toFile: first, atomically: true, encoding: .utf8)
                let rows = (1...ImportTests.rows).map { "am-\($0),hw-\($0),milesight/am319,d\n" }.joined()
                try (header + rows).write(toFile: many, atomically: true, encoding: .utf8)
            }

            deinit { Scratch.remove(directory) }

            func start(_ arguments: [String], output: String? = nil) throws -> Int32 {
                try ChildProcess.spawn(
                    [GatewayProcess.program] + arguments + ["--config", "\(directory)/gateway.toml"],
                    output: output ?? log
                )
            }

            func startImport() throws -> Int32 {
                unlink(log)
                return try start(["device", "import", many])
            }

            func output() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }

            func removeRegistry() {
                for suffix in ["", "-wal", "-shm"] { unlink(registry + suffix) }
            }
        }
    }
}
