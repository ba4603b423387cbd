import Foundation
import TestBroker
import Testing

@testable import GatewayCLI

struct SimulateCommandTests {
    @Test(arguments: [
        ["simulate"], ["simulate", "--broker", "a:b"], ["simulate", "--broker", ":1883"],
        ["simulate", "--broker", "a:0"],
        ["simulate", "--broker", "a", "--rate", "0"], ["simulate", "--broker", "a", "--duration", "5"],
        ["simulate", "--broker", "a", "--count", "0"], ["simulate", "--broker", "a", "--devices", "0"],
        ["simulate", "--config", "x", "--model", "a/b"], ["simulate", "--broker", "a", "--username", "u"],
        ["demo", "--seconds", "9"], ["status", "-o", "csv"],
    ])
    func aWrongCommandLineIsUsage(arguments: [String]) async {
        let error = await #expect(throws: (any Error).self) { try await Main.run(arguments) }
        #expect(error.map { Main.end($0).status } == .usage)
    }

    @Test func anUnknownModelIsNotFound() async {
        let arguments = ["simulate", "--broker", "127.0.0.1:1", "--model", "elsys/erz"]
        let error = await #expect(throws: CommandFailure.self) { try await Main.run(arguments) }
        #expect(error?.status == .notFound)
        #expect(error?.message.contains("did you mean") == true)
    }

    @Test func aGatewayThatDoesNotRunIsUnreachable() async throws {
        let directory = try Scratch.makeDirectory("status")
        defer { Scratch.remove(directory) }
        let text = """
            [gateway]
            id = "g"
            state_directory = "."
            [[field.routes]]
            filter = "field/+"
            envelope = "plain"
            hardware_id = "topic:2"
            [uplink]
            host = "127.0.0.1"
            """
        try text.write(toFile: "\(directory)/gateway.toml", atomically: true, encoding: .utf8)
        let arguments = ["status", "--config", "\(directory)/gateway.toml"]
        let error = await #expect(throws: CommandFailure.self) { try await Main.run(arguments) }
        #expect(error?.status == .unreachable)
        #expect(error?.message.contains("no gateway runs on \(directory)") == true)
    }
}
