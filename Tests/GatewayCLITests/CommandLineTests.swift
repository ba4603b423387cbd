import Gateway
import Testing

@testable import GatewayCLI

struct CommandLineTests {
    /// A command line and the status it ends with, before any command runs.
    @Test(arguments: [
        (["--help"], CommandStatus.success), (["--version"], .success), (["device", "--help"], .success),
        (["frobnicate"], .usage), (["decode", "--model", "a/b"], .usage),
        (["decode", "--jsonl", "--port", "1"], .usage),
        (["decode", "--model", "a/b", "--payload", "00", "--port", "256"], .usage),
        (["device", "list", "-o", "xml"], .usage), (["quarantine", "list", "--limit", "0"], .usage),
        (["device", "add", "x"], .usage),
    ])
    func aWrongCommandLineIsUsageAndHelpIsNot(arguments: [String], status: CommandStatus) async {
        let error = await #expect(throws: (any Error).self) {
            try await Main.run(arguments)
        }
        guard let error else { return }
        #expect(Main.end(error).status == status)
        #expect(!Main.end(error).text.isEmpty)
    }

    @Test func aFailureKeepsItsStatus() {
        let end = Main.end(CommandFailure(status: .conflict, message: "taken"))
        #expect(end.status == .conflict)
        #expect(end.text == "gateway: taken\n")
    }

    @Test func theStatusesAreThoseThatScriptsKnow() {
        #expect(CommandStatus.success.rawValue == 0)
        #expect(CommandStatus.failure.rawValue == 1)
        #expect(CommandStatus.usage.rawValue == 2)
        #expect(CommandStatus.notFound.rawValue == 3)
        #expect(CommandStatus.conflict.rawValue == 4)
        #expect(CommandStatus.unreachable.rawValue == 5)
        #expect(CommandStatus.partlyImported.rawValue == 6)
    }

    @Test(arguments: [
        ("TDM-Cabinet-7.example.org", "tdm-cabinet-7"), ("a_b", "a-b"), ("", "gateway"),
        (String(repeating: "x", count: 70), String(repeating: "x", count: 64)),
    ])
    func theMachinesNameBecomesASlug(host: String, slug: String) {
        #expect(InitCommand.slug(of: host) == slug)
    }
}
