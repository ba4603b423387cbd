import ArgumentParser
import Foundation
import Gateway
import Observations
import VendorCodecs

/// The command `gateway model test CODEC.js EXAMPLES.json`.
struct ModelTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run a maker's examples through the maker's codec.",
        discussion: """
            The examples are a JSON array of {name, input: {bytes, fPort}, expected: {data}}, as ChirpStack's device \
            profiles have them. Ends with 1 when an example fails.

            \(Examples(
                "gateway model test codec.js examples.json"
            ))
            """
    )

    @Argument(help: "The codec, JavaScript.", completion: .file(extensions: ["js"])) var codec: String
    @Argument(help: "The examples, JSON.", completion: .file(extensions: ["json"])) var examples: String
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("The configuration that names the codec worker.", valueName: "file")
    )
    var path: String?
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let file = try CodecFile(codec)
        let program = file.program("test/test")
        let examples = try CodecExample.load(examples)
        let pool = try file.pool(for: program, worker: try worker())
        var rows = Listing("example", "result", "details")
        var failed = 0
        for example in examples {
            let differences = Self.differences(example, Self.answer(example, program, pool))
            if !differences.isEmpty { failed += 1 }
            let result = differences.isEmpty ? "pass" : "FAIL"
            rows.add(.text(example.name), .text(result), .text(differences.first ?? ""))
            for difference in differences.dropFirst() { rows.add(.text(""), .text(""), .text(difference)) }
        }
        listing.write(rows)
        let summary = "\(examples.count - failed) of \(examples.count) examples pass"
        guard failed == 0, !examples.isEmpty else { throw CommandFailure(status: .failure, message: summary) }
        StandardError.write("\(summary)\n")
    }

    private func worker() throws -> String? {
        guard let path else { return nil }
        var options = ConfigurationOptions()
        options.path = path
        return try options.load().devices.codecWorker
    }

    static func answer(
        _ example: CodecExample,
        _ program: CodecProgram,
        _ pool: CodecPool
    ) -> Result<[UInt8], CodecFailure> {
        let call = CodecCall(
            program: program,
            payload: example.payload,
            port: example.port,
            receivedMicroseconds: (example.received ?? .now).microseconds
        )
        return pool.decode([call], now: Timestamp.now.microseconds).first
            ?? .failure(.noWorker(message: "there is no answer"))
    }

    private static func differences(_ example: CodecExample, _ answer: Result<[UInt8], CodecFailure>) -> [String] {
        switch (example.expectation, answer) {
        case (.nothing, .success), (.refusal, .failure(.refused)): return []
        case (_, .failure(let failure)): return ["\(failure)"]
        case (.refusal, .success): return ["expected errors, got data"]
        case (.data(let expected), .success(let json)):
            guard var actual = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else {
                return ["the answer is no JSON object"]
            }
            // What the worker adds beside the data.
            if let names = (expected as? [String: Any])?.keys {
                for added in ["normalized", "warnings"] where !names.contains(added) { actual[added] = nil }
            }
            let isArray = expected is [Any]
            return JSONDifference.between(expected, isArray ? actual["data"] ?? actual : actual)
        }
    }
}
