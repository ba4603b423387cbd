import Foundation
import Testing

@testable import GatewayCLI

/// Help is for people on a ladder: every command says what it is for, has lines to copy, and fits 80 columns.
struct HelpTests {
    /// Every command, hidden ones too, as words after `gateway`.
    private static func commands(of page: CommandPage, _ path: [String] = []) -> [(path: [String], page: CommandPage)] {
        [(path, page)]
            + (page.subcommands ?? []).filter { $0.commandName != "help" }
            .flatMap { commands(of: $0, path + [$0.commandName]) }
    }

    /// The lines of a text that call the program; a line goes on after a backslash.
    private static func examples(in text: String) -> [String] {
        text.replacing(/\\\n\s*/, with: "").split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("gateway ") }.map(String.init)
    }

    /// The words of a command line up to a pipe or a redirection, as a shell splits them.
    private static func words(_ line: String) -> [String] {
        let command = [" | ", " > ", " < "].reduce(line) { rest, sign in
            rest.range(of: sign).map { String(rest[..<$0.lowerBound]) } ?? rest
        }
        return command.split(separator: " ").dropFirst().map { $0.filter { $0 != "'" && $0 != "\"" } }
    }

    @Test func everyCommandHasLinesToCopyThatParse() throws {
        let commands = Self.commands(of: try CommandPage.program())
        #expect(commands.count > 25)
        for (path, page) in commands {
            let name = path.joined(separator: " ")
            #expect(page.abstract?.hasSuffix(".") == true, "\(name) has a sentence that says what it is for")
            let examples = Self.examples(in: page.discussion ?? "")
            #expect(!examples.isEmpty, "\(name) has an example in its help")
            for example in examples {
                let words = Self.words(example)
                #expect(words.starts(with: path), "\(example) is an example of \(name)")
                do {
                    _ = try Main.parse(words)
                } catch {
                    Issue.record("\(example): \(Main.end(error).text)")
                }
            }
        }
    }

    @Test func helpFits80Columns() async throws {
        for (path, _) in Self.commands(of: try CommandPage.program()) {
            do {
                try await Main.run(path + ["--help"])
                Issue.record("\(path) has no help")
            } catch {
                let end = Main.end(error)
                #expect(end.status == .success)
                for line in end.text.split(separator: "\n") {
                    #expect(DisplayText.width(String(line)) <= 80, "\(path.joined(separator: " ")): \(line)")
                }
            }
        }
    }

    @Test func aLongUsageIsBrokenBetweenOptions() {
        let usage =
            "USAGE: gateway x <y> [--first <first> ...] [--second <second>] --third <third> [--fourth <fourth>] [--fifth]"
        let expected = """
            USAGE: gateway x <y> [--first <first> ...] [--second <second>] --third <third>
                   [--fourth <fourth>] [--fifth]
            """
        #expect(HelpText.wrapped("a\n\(usage)\nb") == "a\n\(expected)\nb")
        #expect(HelpText.wrapped("USAGE: gateway\n") == "USAGE: gateway\n")
    }

    /// A command line with a slip, and what was meant.
    @Test(arguments: [
        ("devcie list", "did you mean `gateway device`?"), ("device lst", "did you mean `gateway device list`?"),
        ("help devise", "did you mean `gateway device`?"), ("help device shwo", "did you mean `gateway device show`?"),
        ("model --frobnicate", "has no option --frobnicate"), ("device list --agncy x", "did you mean --agency?"),
        ("decode --modell=a/b --payload 00", "did you mean --model?"),
        ("frobnicate", "there are init, check, run,"), ("outbox x", "there are status"),
    ])
    func aSlipIsNamedWithWhatWasMeant(line: String, hint: String) async throws {
        let place = try await CommandPlace()
        let failure = try await place.failure(line.split(separator: " ").map(String.init), hasConfiguration: false)
        #expect(failure.status == .usage)
        #expect(failure.message.contains(hint), "\(failure.message)")
    }

    @Test func aPropertyThatDoesNotExistIsNamedWithTheOneThatWasMeant() async throws {
        let place = try await CommandPlace()
        let failure = try await place.failure(["model", "properties", "air_temprature"], hasConfiguration: false)
        #expect(failure.status == .notFound && failure.message.contains("did you mean air_temperature?"))
        let codec = try place.file("c.js", "function decodeUplink(i) { return { data: { t: i.bytes[0] } }; }")
        let add = ["model", "add-codec", codec, "--id", "a/b", "--domain", "environment", "--map", "t=air_temprature"]
        let refused = try await place.failure(add)
        #expect(refused.status == .usage && refused.message.contains("did you mean air_temperature?"))
    }

    @Test(arguments: [
        (["MILESIGHT", "co2"], "milesight/em500-co2,"), (["--domain", "traffic"], "parametric/pcr2,traffic,"),
    ])
    func modelsAreListedByTheirWordsAndDomain(filter: [String], model: String) throws {
        let all = try BuiltProgram.output(["model", "list", "-o", "csv"]).split(whereSeparator: \.isNewline)
        let some = try BuiltProgram.output(["model", "list", "-o", "csv"] + filter).split(whereSeparator: \.isNewline)
        #expect(some.contains { $0.hasPrefix(model) })
        #expect((2...60).contains(some.count) && all.count > 400, "\(some.count) of \(all.count)")
        let maker = model.prefix { $0 != "/" }
        #expect(filter.count == 2 && some.dropFirst().allSatisfy { $0.hasPrefix(maker) || $0.contains(",traffic,") })
    }
}
