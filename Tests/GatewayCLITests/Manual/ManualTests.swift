import Foundation
import Gateway
import Testing

@testable import GatewayCLI

/// The manual pages are made from the commands and from the sample configuration, and `man` can read them.
struct ManualTests {
    /// The words of a page as a reader sees them: without macros, escapes undone.
    private static func words(_ page: String) -> String {
        page.split(separator: "\n").map { line in
            line.hasPrefix(".") ? line.drop { $0 != " " }.filter { $0 != "\"" } : String(line)
        }.joined(separator: "\n").replacing("\\-", with: "-").replacing("\\fB", with: "").replacing("\\fR", with: "")
    }

    @Test func everyCommandAndOptionIsInThePage() throws {
        let page = Self.words(try ProgramManual.page())
        let commands = ProgramManual.commands(of: try CommandPage.program(), [])
        #expect(commands.count > 20)
        for (path, command) in commands {
            #expect(page.contains("gateway \(path)\n"), "\(path)")
            for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }).map(\.typed)
            where !["--help", "-h", "--version"].contains(name) {
                #expect(page.contains(name), "\(path) \(name)")
            }
        }
        #expect(!page.contains("gateway demo") && !page.contains("gateway manual"), "hidden commands stay hidden")
        for status in CommandStatus.allCases { #expect(page.contains("\n\(status.rawValue)\n\(status.meaning)\n")) }
        #expect(page.contains(GatewayConfiguration.standardPath) && page.contains("/var/lib/gateway/registry.db"))
    }

    @Test func everyKeyIsInThePageWithWhatItAccepts() throws {
        let page = Self.words(try ConfigurationPage.page())
        let keys = try ConfigurationManual.keys()
        #expect(keys.count > 40)
        for key in keys {
            #expect(page.contains("\n\(key.name)\n") || page.contains(".\(key.name)\n"), "\(key.path)")
            let isAsInField = key.section == "uplink" && keys.contains { $0.path == "field.\(key.name)" }
            #expect(!key.text.isEmpty || !key.allowed.isEmpty || isAsInField, "\(key.path) is explained")
            #expect(page.contains("[\(key.section)]") || key.section.hasSuffix(".tls"), "\(key.section)")
        }
        let keepalive = try #require(keys.first { $0.path == "uplink.keepalive" })
        #expect(keepalive.allowed.contains("\"30s\" to") && keepalive.text.isEmpty)
        #expect(page.contains("As in [field]."))
    }

    @Test(arguments: ManualCommand.Page.allCases)
    func groffReadsThePageWithoutAWarning(page: ManualCommand.Page) throws {
        guard BuiltProgram.isThere("groff") else {
            print("skipped: groff is not installed (apt-get install groff-base)")
            return
        }
        let text = page == .program ? try ProgramManual.page() : try ConfigurationPage.page()
        let run = try ProgramRun(["groff", "-man", "-ww", "-z"], input: Array(text.utf8), within: .seconds(60))
        #expect(run.status == 0)
        #expect(run.errors.isEmpty, "\(String(decoding: run.errors, as: UTF8.self))")
    }

    @Test func wordsCannotBecomeRequestsOfThePage() {
        var page = ManualPage("x", section: 1, version: "1")
        page.paragraphs(".so /etc/passwd\n'br\na\\fB-b\u{1EA5}")
        #expect(page.text.hasSuffix(".PP\n\\&.so /etc/passwd\n\\&\\(aqbr\na\\efB\\-b\\[u1EA5]\n"))
    }
}
