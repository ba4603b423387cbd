import Devices
import Foundation
import Observations

/// What one run of the fuzzer feeds: all models of a vendor, models of files, an envelope, or the readers of files of things.
///
/// The first byte of an input chooses among the models, the second is the port (0: none); the payload follows. Of a file every
/// byte is its own.
struct FuzzTarget {
    /// The target of this process, set once before the fuzzer begins.
    nonisolated(unsafe) static var current: FuzzTarget?

    /// Every vendor's models, those of files, every envelope, and files of things.
    static var names: [String] {
        Array(Set(ModelCatalogue.builtIn.models.map { $0.id.vendor.string })).sorted() + ["model-file"]
            + Envelope.allCases.map { "envelope:\($0.rawValue)" } + [things]
    }

    private static let things = "file:things"

    private let models: [DeviceModel]
    private let envelope: Envelope?
    private let isFile: Bool
    private let receivedAt = Timestamp(microseconds: 1_795_392_000_000_000)

    init?(_ name: String) {
        isFile = name == FuzzTarget.things
        if isFile {
            envelope = nil
            models = []
        } else if name.hasPrefix("envelope:") {
            guard let envelope = Envelope(rawValue: String(name.dropFirst("envelope:".count))) else { return nil }
            self.envelope = envelope
            models = []
        } else {
            envelope = nil
            models =
                name == "model-file"
                ? ModelFileSamples.models : ModelCatalogue.builtIn.models.filter { $0.id.vendor.string == name }
            if models.isEmpty { return nil }
        }
    }

    static func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        guard count >= 2, let start, let current else { return 0 }
        current.test(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    }

    /// Writes the vectors of the target's models and what they send when simulated as inputs, one file each.
    func writeSeeds(to folder: String, vectors: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (number, text) in (isFile ? ThingFiles.seeds : []).enumerated() {
            try Data(text).write(to: URL(filePath: "\(folder)/file-\(number)"))
        }
        for (index, model) in models.enumerated() {
            var device = SimulatedDevice(seed: 7, now: receivedAt)
            if let uplink = model.simulate(&device) {
                let input = [UInt8(truncatingIfNeeded: index), uplink.port ?? 0] + uplink.payload
                try Data(input).write(to: URL(filePath: "\(folder)/\(model.id.model)-simulated"))
            }
            let path = "\(vectors)/\(model.id.vendor)-\(model.id.model).json"
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            for (number, vector) in try JSONDecoder().decode(SeedFile.self, from: data).vectors.enumerated() {
                guard let payload = Hexadecimal.decode(vector.payload) else { continue }
                let input = [UInt8(truncatingIfNeeded: index), vector.port ?? 0] + payload
                try Data(input).write(to: URL(filePath: "\(folder)/\(model.id.model)-\(number)"))
            }
        }
    }

    private func test(_ input: [UInt8]) {
        if isFile { return ThingFiles.test(input) }
        if let envelope { return open(envelope, input) }
        let model = models[Int(input[0]) % models.count]
        let payload = Array(input[2...])
        let contexts = [
            DecodingContext(
                port: input[1] == 0 ? nil : input[1],
                receivedAt: receivedAt,
                key: [UInt8](repeating: 0x2A, count: 16)
            ),
            DecodingContext(port: nil, receivedAt: receivedAt, isDecrypted: true),
        ]
        for context in contexts {
            do throws(DecodeError) {
                check(try model.decode(payload, context), of: model)
            } catch {
                precondition((0...payload.count).contains(error.offset), "\(model.id): \(error)")
            }
        }
    }

    /// What every decoder promises of its readings.
    private func check(_ decoded: Decoded, of model: DeviceModel) {
        precondition(!decoded.readings.isEmpty, "\(model.id): no reading")
        for reading in decoded.readings {
            precondition(!reading.isEmpty, "\(model.id): an empty reading")
            var seen: Set<String> = []
            for observation in reading.observations {
                let name = "\(observation.property)/\(observation.channel?.description ?? "")"
                precondition(seen.insert(name).inserted, "\(model.id): \(name) twice")
            }
        }
    }

    /// A topic up to the first line break, then the message.
    private func open(_ envelope: Envelope, _ input: [UInt8]) {
        let end = input.firstIndex(of: 10) ?? input.endIndex
        do throws(EnvelopeError) {
            _ = try envelope.open(
                topic: Array(input[..<end]),
                payload: Array(input[end...].dropFirst()),
                hardwareID: .topicLevel(2)
            )
        } catch {
            precondition(!"\(error)".isEmpty, "every error has its words")
        }
    }
}

/// As much of a vectors file as is needed here.
private struct SeedFile: Decodable {
    struct Vector: Decodable {
        let port: UInt8?
        let payload: String
    }

    let vectors: [Vector]
}
