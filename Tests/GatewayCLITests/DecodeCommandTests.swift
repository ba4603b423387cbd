import Devices
import Foundation
import Gateway
import Observations
import Testing

@testable import GatewayCLI

/// `gateway decode`, run as a program: without configuration, and as a registered thing.
struct DecodeCommandTests {
    private static let counts = ["--port", "14", "--payload", "0a000c160009010112"]
    private static let time = ["--received-at", "2026-11-26T08:00:00Z"]

    @Test func itNeedsNothingAndNamesWhatItDoesNotKnow() throws {
        let text = try BuiltProgram.output(
            ["decode", "--model", "parametric/pcr2", "--models", FileManager.default.temporaryDirectory.path()]
                + Self.counts + Self.time
        )
        #expect(text.contains("topic  ioc/v1/agency/traffic/thing/reading\n{\"schemaVersion\":1,"))
        #expect(text.contains("\"phenomenonTime\":\"2026-11-26T08:00:00.000Z\""))
        #expect(text.hasSuffix("Only placeholders: thing, agency, gateway.\n"))
    }

    @Test func aRegisteredThingHasItsModelItsKeyAndItsTopic() async throws {
        let place = try await CommandPlace()
        let add = ["device", "add", "gate-1", "--hardware-id", "A1", "--model", "parametric/pcr2", "--agency", "roads"]
        #expect(try await place.run(add) == .success)
        let line = ["decode", "--thing", "gate-1", "--config", place.configuration, "-o", "json"]
        let text = try BuiltProgram.output(line + Self.counts + Self.time)
        #expect(text.contains("\"topic\":\"ioc/v1/roads/traffic/gate-1/reading\""))
        #expect(text.contains("\"placeholders\":[]") && text.contains("\"gateway\":\"g-1\""))

        let unknown = ["decode", "--thing", "gate-2", "--config", place.configuration] + Self.counts
        #expect(try BuiltProgram.run(unknown).status == CommandStatus.notFound.rawValue)
        let named = try BuiltProgram.output(unknown + ["--model", "parametric/pcr2", "--agency", "roads"])
        #expect(named.contains("topic  ioc/v1/roads/traffic/gate-2/reading\n") && !named.contains("Only placeholders"))
    }

    @Test func explainingShowsEveryByteIn80Columns() throws {
        let line = ["decode", "--model", "parametric/pcr2", "--explain"] + Self.counts + Self.time
        let text = try BuiltProgram.output(line)
        let table = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.hasPrefix("PROPERTY") }
        #expect(table.contains("     1  00 0c                    people_count/ltr = 12 {people}"))
        #expect(table.contains("     0  0a                       structure"))
        #expect(table.allSatisfy { DisplayText.width(String($0)) <= 80 })

        let json = try BuiltProgram.output(line + ["-o", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let spans = try #require(object["bytes"] as? [[String: Any]])
        #expect(spans.compactMap { $0["bytes"] as? String }.joined() == "0a000c160009010112")
        #expect(spans.compactMap { $0["role"] as? String }.contains("value"))
    }

    /// What a simulated device of every model sends, explained for people: no line is wider than a terminal.
    @Test func everyModelsExplanationFits80Columns() throws {
        let now = Timestamp(microseconds: 1_790_000_000_000_000)
        var explained = 0
        for model in ModelCatalogue.builtIn.models where model.canSimulate {
            var device = SimulatedDevice(seed: 11, now: now)
            let uplink = try #require(model.simulate(&device))
            let context = DecodingContext(port: uplink.port, receivedAt: now)
            let decoded = try model.decode(uplink.payload, context)
            let explanation = model.explain(uplink.payload, context, decoded)
            let isText = uplink.payload.allSatisfy { 0x20..<0x7F ~= $0 }
            let text = ExplanationText.table(explanation, uplink.payload, decoded, isText: isText)
            for line in text.split(separator: "\n") {
                #expect(DisplayText.width(String(line)) <= 80, "\(model.id): \(line)")
            }
            explained += 1
        }
        #expect(explained > 90)
    }

    @Test func aTextIsExplainedAsText() throws {
        let text = try BuiltProgram.output(
            ["decode", "--model", "senml/pack", "--explain", "--text", #"[{"n":"temp","u":"Cel","v":21.5}]"#]
                + Self.time
        )
        #expect(
            text.contains("21.5") && text.contains("air_temperature") || text.contains("_temperature = 21.5 Cel"),
            "\(text)"
        )
    }

    @Test func whereAPayloadEndsToEarlyIsMarked() throws {
        let run = try BuiltProgram.run([
            "decode", "--model", "milesight/am319", "--port", "85", "--payload", "0367b6000468",
        ])
        #expect(run.status == 1 && run.output.isEmpty)
        let message = String(decoding: run.errors, as: UTF8.self)
        #expect(
            message.contains("    0  03 67 b6 00 04 68\n" + String(repeating: " ", count: 25) + "^^ byte 6"),
            "\(message)"
        )
    }

    @Test func aTextualObservationHasItsTextAsValue() throws {
        var lines = DecodeLine(models: try ModelSource(directory: nil), now: Timestamp(microseconds: 0))
        let payload = Hexadecimal.encode(Array(#"{"road_surface_state":"wet"}"#.utf8))
        let names = ModelCatalogue.builtIn.models.map(\.id.description).filter {
            $0.hasPrefix("fiware/") || $0.hasPrefix("sparkplug/")
        }
        let answers = names.map { lines.answer("{\"id\":\"a\",\"model\":\"\($0)\",\"payload\":\"\(payload)\"}") }
        #expect(
            answers.contains { $0.contains(#"{"property":"road_surface_state","value":"wet","quality":"good"}"#) },
            "\(answers)"
        )
    }

    @Test func aKeyIsNoArgument() async throws {
        let place = try await CommandPlace()
        let key = KeyCommandTests.key
        let line = ["decode", "--model", "en13757/wm-bus", "--payload", "00", "--key", key]
        let failure = try await place.failure(line, hasConfiguration: false)
        #expect(failure.status == .usage && failure.message.contains("did you mean --key-file?"))
        #expect(!Leak.isIn(failure.message, key))
    }

    @Test func aBrokenModelFileTakesNothingFromTheOthers() async throws {
        let place = try await CommandPlace()
        try FileManager.default.createDirectory(atPath: "\(place.directory)/models", withIntermediateDirectories: true)
        _ = try place.file("models/broken.toml", "id = \"acme/broken\"\nformat = \"json\"\n")
        _ = try place.file(
            "models/good.toml",
            """
            id = "acme/good"
            domain = "environment"
            format = "json"
            [[fields]]
            path = "t"
            property = "air_temperature"
            """
        )
        let configured = ["--config", place.configuration]
        for model in ["acme/good", "elsys/ers"] {
            let run = try BuiltProgram.run(["model", "show", model] + configured)
            #expect(run.status == 0, "\(model)")
            #expect(String(decoding: run.errors, as: UTF8.self).contains("broken.toml: domain: is missing"))
        }
        #expect(try BuiltProgram.run(["model", "show", "acme/broken"] + configured).status == 3)
        let check = try await place.failure(["check"])
        #expect(check.status == .failure, "a check still finds it")
    }
}
