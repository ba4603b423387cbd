import ArgumentParser
import Devices
import Foundation
import Gateway
import Observations

/// `gateway decode`: what a payload says and what the gateway would publish, without a broker and without a registry.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Decode one payload, or a payload a line, and show what would be published.",
        discussion: """
            Needs no configuration, no broker and no root. With --thing the topic and the reading are those of a \
            registered thing, byte for byte, and its model and key are known; without, what is not known is a \
            placeholder and is named. --explain changes the payload bit by bit and shows which bytes are read for what.

            With --jsonl each line is {"id", "model", "payload", "fPort"?, "receivedAt"?, "key"?, "decrypted"?, \
            "meter"?}, and each answer {"id", "readings"} or {"id", "error"}.

            \(Examples(
                "gateway decode --model parametric/pcr2 --port 14 \\\n--payload 0a000c160009010112",
                "gateway decode --model parametric/pcr2 --port 14 \\\n--payload 0a000c160009010112 --explain",
                "gateway decode --thing gate-north --port 14 \\\n--payload 0a000c160009010112 -o json",
                "gateway decode --jsonl < payloads.jsonl"
            ))
            """
    )

    @Option(help: "The model, vendor/model; the thing's own when left out.", completion: .models) var model: String?
    @Option(help: ArgumentHelp("The payload.", valueName: "hex")) var payload: String?
    @Option(help: ArgumentHelp("The payload of a device that sends text, as JSON.", valueName: "text")) var text:
        String?
    @Option(help: "The LoRaWAN port.") var port: UInt8?
    @Option(
        help: ArgumentHelp("A file with the device's key; - reads standard input.", valueName: "file"),
        completion: .file()
    )
    var keyFile: String?
    @Option(help: "The thing that sends it: a registered one, or a name to try.", completion: .things) var thing:
        String?
    @Option(help: "Whose thing it is, when it is not registered.") var agency: String?
    @Option(help: "The network's counter of the device's frames; part of the reading's id.") var frameCounter: UInt32?
    @Option(help: ArgumentHelp("When it is received, RFC 3339; now when left out.", valueName: "time"))
    var receivedAt: String?
    @Flag(help: "Show which bytes are read for what.") var explain = false
    @Flag(help: "Read a JSON object a line from standard input, and answer a JSON object a line.") var jsonl = false
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    /// How long payloads are tried to explain one.
    private static let explanationMax = Duration.seconds(5)

    mutating func validate() throws {
        if jsonl {
            guard [model, payload, text, keyFile, thing, agency, receivedAt].allSatisfy({ $0 == nil }), port == nil,
                frameCounter == nil, !explain
            else { throw ValidationError("With --jsonl, model, payload, port and key stand in each line.") }
        } else {
            guard model != nil || thing != nil, (payload == nil) != (text == nil) else {
                throw ValidationError("Give --model or --thing, and one of --payload and --text; or --jsonl.")
            }
        }
    }

    mutating func run() throws {
        let configuration = try models.configuration()
        let source = try models.load(configuration)
        guard !jsonl else {
            var lines = DecodeLine(models: source, now: .now)
            while let line = readLine() { StandardOutput.write(lines.answer(line) + "\n") }
            return
        }
        let bytes = try payload.map { try HexadecimalOption.bytes($0, "--payload") } ?? Array((text ?? "").utf8)
        let now = try time()
        let subject = try DecodeSubject(
            thing: thing,
            agency: agency,
            model: model,
            models: source,
            configuration: configuration
        )
        let key = try keyFile.map { try KeyText.read($0).bytes } ?? subject.key?.bytes
        let context = DecodingContext(port: port, receivedAt: now, key: key)
        let decoded: Decoded
        do {
            decoded = try subject.model.decode(bytes, context)
        } catch {
            let message =
                "\(subject.model.id) cannot decode this payload: \(error)\n" + HexadecimalDump.text(bytes, at: error)
            throw CommandFailure(status: .failure, message: message)
        }
        let deadline = ContinuousClock.now + DecodeCommand.explanationMax
        let report = DecodeReport(
            subject: subject,
            payload: bytes,
            isText: text != nil,
            port: port,
            decoded: decoded,
            explanation: explain
                ? subject.model.explain(bytes, context, decoded) { ContinuousClock.now > deadline } : nil,
            messages: subject.messages(decoded, payload: bytes, port: port, frameCounter: frameCounter, at: now)
        )
        StandardOutput.write(report.text(listing.output))
    }

    private func time() throws -> Timestamp {
        guard let receivedAt else { return .now }
        guard let time = Timestamp(iso8601: receivedAt.utf8) else {
            let message = "--received-at \"\(receivedAt)\" is not a time with its zone, as 2026-11-26T08:00:00Z"
            throw CommandFailure(status: .usage, message: message)
        }
        return time
    }
}
