import ArgumentParser
import Devices
import Foundation
import Observations

/// `gateway decode`: what a payload says, without a broker and without a registry.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Decode one payload, or a payload a line."
    )

    @Option(help: "The model, vendor/model.") var model: String?
    @Option(help: ArgumentHelp("The payload.", valueName: "hex")) var payload: String?
    @Option(help: ArgumentHelp("The payload of a device that sends text, as JSON.", valueName: "text")) var text:
        String?
    @Option(help: "The LoRaWAN port.") var port: UInt8?
    @Option(help: ArgumentHelp("The device's key, for models that encrypt.", valueName: "hex")) var key: String?
    @Option(help: ArgumentHelp("A file with the key; - reads standard input.", valueName: "file")) var keyFile: String?
    @Flag(help: "Read a JSON object a line from standard input, and answer a JSON object a line.") var jsonl = false
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        if jsonl {
            guard model == nil, payload == nil, text == nil, port == nil, key == nil, keyFile == nil else {
                throw ValidationError("With --jsonl, model, payload, port and key stand in each line.")
            }
        } else {
            guard model != nil, (payload == nil) != (text == nil) else {
                throw ValidationError("Give --model and one of --payload and --text, or --jsonl.")
            }
            guard key == nil || keyFile == nil else { throw ValidationError("Give one of --key and --key-file.") }
        }
    }

    mutating func run() throws {
        let models = try models.load()
        guard let model else {
            var lines = DecodeLine(models: models, now: .now)
            while let line = readLine() { StandardOutput.write(lines.answer(line) + "\n") }
            return
        }
        let device = try models.find(model)
        let bytes = try payload.map { try HexadecimalOption.bytes($0, "--payload") } ?? Array((text ?? "").utf8)
        let key = try keyFile.map { try KeyText.read($0).bytes } ?? key.map { try keyBytes($0) }
        let context = DecodingContext(port: port, receivedAt: .now, key: key)
        do {
            let decoded = try device.decode(bytes, context)
            StandardOutput.write(
                DecodeReport(model: device.id, payload: bytes, port: port, decoded: decoded).text(listing.output)
            )
        } catch {
            throw CommandFailure(status: .failure, message: "\(device.id) cannot decode this payload: \(error)")
        }
    }

    /// The key of an argument; what is wrong with it is said without showing it.
    private func keyBytes(_ text: String) throws -> [UInt8] {
        switch KeyText.key(text) {
        case .success(let key): return key.bytes
        case .failure(let fault): throw CommandFailure(status: .usage, message: "--key \(fault.reason)")
        }
    }
}
