import Foundation
import Observations
import Store
import Testing

@testable import GatewayCLI

/// What the shells offer while somebody types.
struct CompletionTests {
    private static func place() async throws -> CommandPlace {
        let place = try await CommandPlace()
        for (name, agency) in [("gate-north", "traffic"), ("gate-south", "traffic"), ("meter-1", "water")] {
            let add = ["device", "add", name, "--hardware-id", name, "--model", "elsys/ers", "--agency", agency]
            #expect(try await place.run(add) == .success)
        }
        return place
    }

    @Test func namesComeFromTheRegistryThatTheLineNames() async throws {
        let place = try await Self.place()
        let words = ["gateway", "device", "show", "--config", place.configuration, "ga"]
        #expect(CompletionNames.things(words, "ga") == ["gate-north", "gate-south"])
        #expect(CompletionNames.things(words, "\"gate-n") == ["gate-north"])
        #expect(CompletionNames.things(words, "") == ["gate-north", "gate-south", "meter-1"])
        #expect(CompletionNames.things(words, "x") == [])
        #expect(CompletionNames.agencies(["--config=\(place.configuration)"], "") == ["traffic", "water"])
        #expect(CompletionNames.models(words, "milesight/am319").contains("milesight/am319-o3"))
    }

    @Test func withoutARegistryOrAConfigurationThereIsSilence() async throws {
        let place = try await CommandPlace()
        #expect(CompletionNames.things(["--config", place.configuration], "") == [])
        #expect(CompletionNames.things(["--config", "/nowhere/gateway.toml"], "") == [])
        #expect(!CompletionNames.models(["--config", "/nowhere/gateway.toml"], "elsys/").isEmpty)
        let line = ["---completion", "device", "show", "--", "positional@0", "3", "0", "gateway", "device", "show"]
        let run = try BuiltProgram.run(line + ["--config", "/nowhere/gateway.toml", ""])
        #expect(run.status == 0 && run.errors.isEmpty, "\(String(decoding: run.errors, as: UTF8.self))")
    }

    @Test func namesAreBoundedHoweverManyThingsThereAre() async throws {
        let place = try await Self.place()
        let author = Author("tester") { Timestamp(microseconds: 0) }
        let registry = try ThingRegistry(path: "\(place.directory)/state/registry.db", author: author)
        try registry.importThings(try (1_001...2_000).map { ImportRow(Registration(try Self.thing("lamp-\($0)"))) })
        let words = ["--config", place.configuration]
        let names = CompletionNames.things(words, "lamp-")
        #expect(names.count == CompletionNames.namesMax)
        #expect(names.first == "lamp-1001" && names == names.sorted())
        #expect(CompletionNames.things(words, "lamp-1999") == ["lamp-1999"])
    }

    private static func thing(_ name: String) throws -> Thing {
        Thing(
            id: try Slug(name),
            hardwareID: name,
            model: try #require(ModelID("elsys/ers")),
            agency: try Slug("lights"),
            domain: .utility,
            name: name
        )
    }

    /// What is typed, and words that are offered for it.
    private static let typed = [
        (["de"], ["device", "decode"]), (["device", "sh"], ["show"]), (["device", "list", "--ag"], ["--agency"]),
        (["check", "-o", "js"], ["json", "jsonl"]), (["completion", "f"], ["fish"]),
        (["decode", "--model", "elsys/ers2-s"], ["elsys/ers2-sound"]),
    ]

    @Test func bashOffersThem() async throws {
        let place = try await Self.place()
        let lines =
            Self.typed + [(["device", "show", "--config", place.configuration, "gate-n"], ["gate-north"])]
        for (words, expected) in lines {
            let all = ([BuiltProgram.path] + words).map { "'\($0)'" }.joined(separator: " ")
            let script = """
                source <('\(BuiltProgram.path)' completion bash)
                COMP_WORDS=(\(all)); COMP_CWORD=\(words.count); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
                COMPREPLY=()
                _gateway gateway "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let run = try ProgramRun(["bash", "-c", script], input: [], within: .seconds(60))
            let offered = String(decoding: run.output, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(run.errors.isEmpty, "\(String(decoding: run.errors, as: UTF8.self))")
            for word in expected { #expect(offered.contains(word), "\(words): \(offered)") }
        }
    }

    @Test func fishOffersThem() async throws {
        guard BuiltProgram.isThere("fish") else { return print("skipped: fish is not installed") }
        let place = try await CommandPlace()
        let program = URL(filePath: BuiltProgram.path).deletingLastPathComponent().path(percentEncoded: false)
        // Without a terminal fish does not say where the cursor is: names are asked for with it.
        for (words, expected) in Self.typed where !words.contains("--model") {
            let script = """
                set -x HOME \(place.directory); set -x PATH \(program) $PATH
                gateway completion fish | source
                complete -C 'gateway \(words.joined(separator: " "))'
                """
            let run = try ProgramRun(["fish", "--no-config", "-c", script], input: [], within: .seconds(60))
            let offered = String(decoding: run.output, as: UTF8.self).split(separator: "\n").map { line in
                String(line.prefix { $0 != "\t" })
            }
            for word in expected { #expect(offered.contains(word), "\(words): \(offered)") }
        }
    }

    @Test func zshReadsTheScript() throws {
        guard BuiltProgram.isThere("zsh") else { return print("skipped: zsh is not installed") }
        let script = try BuiltProgram.output(["completion", "zsh"])
        #expect(script.hasPrefix("#compdef gateway\n"))
        let run = try ProgramRun(["zsh", "-f", "-n"], input: Array(script.utf8), within: .seconds(60))
        #expect(run.status == 0 && run.errors.isEmpty, "\(String(decoding: run.errors, as: UTF8.self))")
    }
}
