import Foundation
import Glibc
import Logging
import MQTT
import TestBroker
import Testing

@testable import Gateway

/// The control socket, with real clients in a folder of its own.
@Suite struct ControlSocketTests {
    private static let patience: Duration = .seconds(10)

    private static func withServer(_ body: (String, StatusReporter) throws -> Void) throws {
        try withSources { try body($0, $1.reporter) }
    }

    static func withSources(_ body: (String, ControlSources) throws -> Void) throws {
        let directory = try Scratch.makeDirectory("control")
        defer { Scratch.remove(directory) }
        let sources = try sources()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try ControlServer(stateDirectory: directory, sources: sources, logger: logger)
        defer { server.stop() }
        try body(directory, sources)
    }

    static func sources() throws -> ControlSources {
        let mailbox = Mailbox(wakeUp: try WakeUp())
        return ControlSources(
            reporter: StatusReporterTests.reporter(),
            mailbox: mailbox,
            feed: LiveFeed(mailbox: mailbox)
        )
    }

    private static func connect(_ directory: String) throws -> UnixSocket {
        try #require(UnixSocket.connect(path: directory + "/gateway.sock", patience: patience))
    }

    /// What the server answers to a line; nothing when it closes without a word.
    private static func answer(to line: [UInt8], in directory: String) throws -> String? {
        let socket = try connect(directory)
        defer { socket.close() }
        _ = socket.send(line: line)
        return text(socket.receiveLine(bytesMax: 1 << 20))
    }

    static func text(_ reception: UnixSocket.Reception) -> String? {
        guard case .line(let line) = reception else { return nil }
        return String(decoding: line, as: UTF8.self)
    }

    @Test func aClientSeesTheStatus() throws {
        try ControlSocketTests.withServer { directory, reporter in
            reporter.update { $0.totals.forwarded = 4_711 }
            let client = ControlClient(stateDirectory: directory)
            for _ in 0..<3 {
                let status = try #require(try client.status())
                #expect(status.gateway == "g-1" && status.processID == 42)
                #expect(status.totals.forwarded == 4_711)
            }
        }
    }

    @Test func withoutAGatewayThereIsNoStatus() throws {
        let directory = try Scratch.makeDirectory("control")
        defer { Scratch.remove(directory) }
        #expect(try ControlClient(stateDirectory: directory).status() == nil)
    }

    @Test func theSocketIsForOwnerAndGroupAndGoesWithTheServer() throws {
        var directory = ""
        try ControlSocketTests.withServer { path, _ in
            directory = path
            var status = stat()
            #expect(stat(path + "/gateway.sock", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)
            #expect(status.st_mode & S_IFMT == S_IFSOCK)
        }
        #expect(access(directory + "/gateway.sock", F_OK) != 0)
        #expect(try ControlClient(stateDirectory: directory).status() == nil)
    }

    @Test func aSocketThatWasLeftBehindIsReplaced() throws {
        let directory = try Scratch.makeDirectory("control")
        defer { Scratch.remove(directory) }
        let left = try #require(UnixSocket.listen(path: directory + "/gateway.sock"))
        left.close()
        let logger = Logger(label: "test")
        let server = try ControlServer(
            stateDirectory: directory,
            sources: try ControlSocketTests.sources(),
            logger: logger
        )
        defer { server.stop() }
        #expect(try ControlClient(stateDirectory: directory).status() != nil)
    }

    @Test func aPathThatIsTooLongIsAnError() {
        let directory = "/tmp/" + String(repeating: "x", count: 200)
        #expect(throws: GatewayError.self) {
            try ControlServer(
                stateDirectory: directory,
                sources: try ControlSocketTests.sources(),
                logger: Logger(label: "test")
            )
        }
    }

    @Test(arguments: ["", "garbage", "{}", "[]", #"{"command":7}"#, "\u{0}\u{1}", "{\"command\":\"status\""])
    func aRequestThatIsNotUnderstoodIsAnsweredWithAnError(request: String) throws {
        try ControlSocketTests.withServer { directory, _ in
            let answer = try ControlSocketTests.answer(to: Array(request.utf8), in: directory)
            #expect(answer?.hasPrefix(#"{"error":"the request is not a line like {\"command\":\"status\"}; "#) == true)
            #expect(try ControlClient(stateDirectory: directory).status() != nil)
        }
    }

    @Test func anUnknownCommandIsNamed() throws {
        try ControlSocketTests.withServer { directory, _ in
            let answer = try ControlSocketTests.answer(to: Array(#"{"command":"fly"}"#.utf8), in: directory)
            let known = "drop, follow, heard, purge, redecode, replay, status"
            #expect(answer == #"{"error":"unknown command fly; known: \#(known)"}"#)
        }
    }

    /// A line of so many bytes that would be a good request.
    private static func request(ofBytes count: Int) -> [UInt8] {
        let request = Array(#"{"command":"status"}"#.utf8)
        return request + [UInt8](repeating: UInt8(ascii: " "), count: count - request.count)
    }

    @Test(arguments: [65_537, 100_000, 2_000_000]) func anOversizedRequestIsAnsweredWithTheBound(bytes: Int) throws {
        try ControlSocketTests.withServer { directory, _ in
            let answer = try ControlSocketTests.answer(to: ControlSocketTests.request(ofBytes: bytes), in: directory)
            #expect(answer == #"{"error":"the request is longer than 65536 bytes; ask for less at a time"}"#)
            #expect(try ControlClient(stateDirectory: directory).status() != nil)
        }
    }

    @Test func aRequestOfTheLongestLengthIsAnswered() throws {
        try ControlSocketTests.withServer { directory, _ in
            let answer = try ControlSocketTests.answer(to: ControlSocketTests.request(ofBytes: 65_536), in: directory)
            #expect(answer?.hasPrefix(#"{"backlog":"#) == true)
        }
    }

    @Test func clientsThatSayNothingKeepNobodyElseWaiting() throws {
        try ControlSocketTests.withServer { directory, _ in
            let hanging = try (0..<8).map { _ in try ControlSocketTests.connect(directory) }
            defer { for socket in hanging { socket.close() } }
            let start = ContinuousClock.now
            let answer = try ControlSocketTests.answer(to: Array(#"{"command":"status"}"#.utf8), in: directory)
            #expect(answer != nil)
            // One after the other they would take 8 s.
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test func aClientThatSendsByteByByteIsLetGoAfterASecond() throws {
        try ControlSocketTests.withServer { directory, _ in
            let slow = try ControlSocketTests.connect(directory)
            let isDone = DispatchSemaphore(value: 0)
            let isOver = DispatchSemaphore(value: 0)
            let thread = Thread {
                var byte = UInt8(ascii: " ")
                while isDone.wait(timeout: .now() + .milliseconds(200)) == .timedOut {
                    _ = Glibc.send(slow.descriptor, &byte, 1, Int32(MSG_NOSIGNAL))
                }
                slow.close()
                isOver.signal()
            }
            thread.start()
            let start = ContinuousClock.now
            let answer = try ControlSocketTests.answer(to: Array(#"{"command":"status"}"#.utf8), in: directory)
            #expect(answer != nil)
            #expect(ContinuousClock.now - start < .seconds(5))
            isDone.signal()
            isOver.wait()
        }
    }

    @Test func aClientThatGoesAwayHurtsNobody() throws {
        try ControlSocketTests.withServer { directory, _ in
            for _ in 0..<20 {
                let socket = try ControlSocketTests.connect(directory)
                _ = socket.send(line: Array(#"{"command":"status"}"#.utf8))
                socket.close()
            }
            // Those who left have their seats until the server has noticed.
            let deadline = ContinuousClock.now + ControlSocketTests.patience
            var status: GatewayStatus?
            while status == nil, ContinuousClock.now < deadline {
                do throws(ControlError) {
                    status = try ControlClient(stateDirectory: directory).status()
                } catch {
                    guard case .refused = error else { throw error }
                    poll(nil, 0, 5)
                }
            }
            #expect(status != nil)
        }
    }
}
