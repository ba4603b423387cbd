import Devices
import Foundation
import Gateway
import Observations
import Store
import Testing

@testable import GatewayCLI

/// Codecs by the command line: installed, shown, decoded with, tested and removed.
struct CodecCommandTests {
    private static let codec = """
        function decodeUplink(input) {
            if (input.fPort !== 2) return { errors: ['unknown port'] };
            var b = input.bytes;
            return { data: { temperature: (b[0] << 8 | b[1]) / 10, BatV: b[2] / 50, mode: 'eco', x: b[3] } };
        }
        """

    @Test func aCodecThatHangsOnSomeLinesAnswersTheOthers() async throws {
        let place = try await CommandPlace()
        let codec = """
            function decodeUplink(input) {
                while (input.bytes[0] === 0) {}
                return { data: { temperature: input.bytes[0] } };
            }
            """
        let add = [
            "model", "add-codec", try place.file("codec.js", codec), "--id", "acme/t2", "--domain", "environment",
        ]
        #expect(try await place.run(add + ["--example", "15", "--yes"]) == .success)
        var lines = DecodeLine(models: try place.models(), now: .now)
        func answer(_ payload: String) -> String {
            lines.answer("{\"id\":\"a\",\"model\":\"acme/t2\",\"payload\":\"\(payload)\"}")
        }
        for _ in 0..<7 {
            let refused = answer("00")
            #expect(refused.contains("ran longer than"), "\(refused)")
        }
        let good = answer("15")
        #expect(good.contains("\"value\":21"), "\(good)")
    }

    @Test func aCodecsPayloadIsExplained() async throws {
        let place = try await CommandPlace()
        let add = ["model", "add-codec", try place.file("codec.js", Self.codec), "--id", "acme/t1"]
        #expect(
            try await place.run(
                add + ["--domain", "environment", "--example", "00d7b407", "--port", "2", "--yes"]
            ) == .success
        )
        let text = try BuiltProgram.output([
            "decode", "--model", "acme/t1", "--port", "2", "--payload", "00d7b407ee", "--explain", "--config",
            place.configuration,
        ])
        #expect(text.contains("     0  00 d7                    air_temperature = 21.5 Cel\n"), "\(text)")
        #expect(text.contains("     2  b4                       battery_voltage = 3.6 V\n"), "\(text)")
        #expect(text.contains("     4  ee                       not read\n"), "\(text)")
    }

    @Test func aCodecIsInstalledWithItsGuessesAndCorrections() async throws {
        let place = try await CommandPlace()
        let file = try place.file("codec.js", Self.codec)
        let add = [
            "model", "add-codec", file, "--id", "acme/t1", "--domain", "environment", "--example", "00d7b407", "--port",
            "2",
        ]
        #expect(try await place.run(add) == .usage, "without --yes and without a terminal nothing is installed")
        #expect(try place.codecs().isEmpty)
        #expect(try await place.run(add + ["--map", "x=co2@probe-2", "--yes"]) == .success)
        let installed = try #require(try place.codecs().first)
        #expect(installed.map == "BatV=battery_voltage\nmode=-\ntemperature=air_temperature\nx=co2@probe-2\n")
        #expect(installed.source == Self.codec)
        #expect(try await place.run(add + ["--map", "x=co2@probe-2", "--yes"]) == .success, "again")

        let models = try place.models()
        let model = try models.find("acme/t1")
        #expect(model.properties.map(\.name) == ["battery_voltage", "air_temperature", "co2"])
        let line = #"{"id":"a","model":"acme/t1","payload":"00d7b407","fPort":2}"#
        var lines = DecodeLine(models: models, now: .now)
        let answer = lines.answer(line)
        #expect(
            answer.contains(#"{"property":"air_temperature","value":21.5,"unit":"Cel","quality":"good"}"#),
            "\(answer)"
        )
        #expect(answer.contains(#""parameters":{"mode":"eco"}"#), "\(answer)")
        let refused = lines.answer(#"{"id":"a","model":"acme/t1","payload":"00","fPort":3}"#)
        #expect(refused.contains("unknown port"), "\(refused)")

        #expect(try await place.run("model", "show", "acme/t1") == .success)
        #expect(
            try await place.run(
                "device",
                "add",
                "t-1",
                "--hardware-id",
                "1",
                "--model",
                "acme/t1",
                "--agency",
                "d"
            ) == .success
        )
        #expect(try await place.run("model", "remove-codec", "acme/t1") == .conflict)
        #expect(try await place.run("model", "remove-codec", "acme/t1", "--yes") == .success)
        #expect(try await place.run("model", "remove-codec", "acme/t1") == .notFound)
    }

    @Test func whatCannotBeInstalledIsRefused() async throws {
        let place = try await CommandPlace()
        let good = try place.file("good.js", Self.codec)
        func add(_ file: String, _ id: String, _ more: String...) async throws -> CommandStatus {
            try await place.run(["model", "add-codec", file, "--id", id, "--domain", "utility", "--yes"] + more)
        }
        #expect(try await add(good, "Acme") == .usage)
        #expect(try await add(good, "parametric/pcr2") == .conflict)
        #expect(try await add(good, "a/b", "--map", "x") == .usage)
        #expect(try await add(good, "a/b", "--map", "x=co2:kg") == .usage)
        #expect(try await add(try place.file("broken.js", "function Decoder( {"), "a/b") == .failure)
        #expect(try await add(try place.file("other.js", "function other() {}"), "a/b") == .failure)
        #expect(try await add(try place.file("none.js", "function Decoder(b) { return { q9: 1 }; }"), "a/b") == .usage)
        #expect(try await add("\(place.directory)/missing.js", "a/b") == .failure)
        #expect(try place.codecs().isEmpty)
    }

    @Test func aMakersExamplesAreRun() async throws {
        let place = try await CommandPlace()
        let codec = try place.file("codec.js", Self.codec)
        let good = """
            [{"name": "array", "input": {"bytes": [0, 215, 180, 7], "fPort": 2},
              "expected": {"data": {"temperature": 21.5, "BatV": 3.6, "mode": "eco", "x": 7}}},
             {"name": "hex", "input": {"bytes": "00D7B407", "fPort": 2}, "expected": {"data":
              {"temperature": 21.500000000001, "BatV": 3.6, "mode": "eco", "x": 7}}},
             {"name": "refused", "input": {"bytes": [1], "fPort": 9}, "expected": {"errors": ["unknown port"]}}]
            """
        #expect(try await place.run("model", "test", codec, try place.file("good.json", good)) == .success)
        for wrong in [
            good.replacing("21.5,", with: "21.6,"),
            good.replacing("\"x\": 7}}},\n {\"name\": \"hex", with: "\"y\": 7}}},\n {\"name\": \"hex"),
            good.replacing("\"fPort\": 9", with: "\"fPort\": 2"), "[]", "{}", "no JSON",
            #"[{"input": {"bytes": [256]}}]"#,
        ] {
            #expect(
                try await place.run("model", "test", codec, try place.file("bad.json", wrong)) == .failure,
                "\(wrong)"
            )
        }
    }

    @Test func differencesAreNamedByTheirPath() throws {
        let expected = try JSONSerialization.jsonObject(with: Data(#"{"a":{"b":[1,2]},"c":true,"d":"x","e":1}"#.utf8))
        let actual = try JSONSerialization.jsonObject(with: Data(#"{"a":{"b":[1,3]},"c":1,"d":"y","f":null}"#.utf8))
        #expect(
            JSONDifference.between(expected, actual) == [
                "a.b.1: expected 2, got 3", "c: expected true, got 1", #"d: expected "x", got "y""#,
                "e: expected 1, got nothing", "f: expected nothing, got null",
            ]
        )
        #expect(JSONDifference.between(expected, expected).isEmpty)
    }
}
