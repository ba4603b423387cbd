import Devices
import Foundation
import Observations

/// The payloads of the vector files, with their models.
struct VectorSet {
    struct Entry {
        let model: DeviceModel
        let name: String
        let payload: [UInt8]
        let context: DecodingContext
        /// Whether it measures something, and can be read on its own.
        let isMeasurement: Bool
        let needsKey: Bool
    }

    let entries: [Entry]

    private struct File: Decodable {
        struct Vector: Decodable {
            struct Reading: Decodable { let observations: [Anything] }

            struct Anything: Decodable { init(from decoder: any Decoder) throws {} }

            let name: String
            let port: UInt8?
            let payload: String
            let receivedAt: String?
            let key: String?
            let isDecrypted: Bool?
            let follows: Bool?
            let readings: [Reading]?
        }

        let model: String
        let vectors: [Vector]
    }

    /// Reads all files of a folder.
    init(folder: String) throws {
        var entries: [Entry] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".json") {
            let content = try Data(contentsOf: URL(filePath: "\(folder)/\(file)"))
            let vectors = try JSONDecoder().decode(File.self, from: content)
            guard let id = ModelID(vectors.model), let model = ModelCatalogue.builtIn[id] else { continue }
            for vector in vectors.vectors {
                guard let payload = Hexadecimal.decode(vector.payload) else { continue }
                let context = DecodingContext(
                    port: vector.port,
                    receivedAt: vector.receivedAt.flatMap { Timestamp(iso8601: $0.utf8) } ?? now,
                    key: vector.key.flatMap { Hexadecimal.decode($0) },
                    isDecrypted: vector.isDecrypted ?? false
                )
                let measures = vector.readings?.contains { !$0.observations.isEmpty } == true
                entries.append(
                    Entry(
                        model: model,
                        name: vector.name,
                        payload: payload,
                        context: context,
                        isMeasurement: measures && vector.follows != true,
                        needsKey: vector.key != nil || vector.isDecrypted == true
                    )
                )
            }
        }
        self.entries = entries
    }

    /// How long decoding takes, over all payloads of these sizes; the slowest are named.
    func reportDecoding(_ title: String, bytes: ClosedRange<Int>, where belongs: (ModelID) -> Bool) throws {
        var timings: [(nanoseconds: Double, name: String)] = []
        for entry in entries where entry.isMeasurement && bytes.contains(entry.payload.count) && belongs(entry.model.id) {
            let timing = Timing(name: "\(entry.model.id) (\(entry.payload.count) B): \(entry.name)") {
                try entry.model.decode(entry.payload, entry.context).readings.count
            }
            timings.append((try timing.median(rounds: 7, atLeast: .milliseconds(1)), timing.name))
        }
        timings.sort { $0.nanoseconds < $1.nanoseconds }
        guard !timings.isEmpty else { return }
        let middle = timings[timings.count / 2].nanoseconds
        let high = timings[timings.count * 95 / 100].nanoseconds
        print("\(title): \(timings.count) payloads, median \(Int(middle)) ns, 95 % under \(Int(high)) ns; the slowest:")
        for timing in timings.suffix(4).reversed() { print("    \(Int(timing.nanoseconds)) ns  \(timing.name)") }
    }

    /// The longest that any prefix or single-bit flip of any vector takes: the fastest of five tries, as the machine is
    /// shared.
    func reportWorstCase() {
        let clock = ContinuousClock()
        var slowest: (duration: Duration, name: String) = (.zero, "")
        var count = 0
        for entry in entries {
            let flips = (0..<8 * entry.payload.count).lazy.map { bit -> [UInt8] in
                var flipped = entry.payload
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                return flipped
            }
            let prefixes = (0...entry.payload.count).lazy.map { Array(entry.payload.prefix($0)) }
            for payload in Array(prefixes) + Array(flips) {
                count += 1
                var fastest = Duration.seconds(60)
                for _ in 0..<5 {
                    let taken = clock.measure { blackHole &+= VectorSet.outcome(entry, payload) }
                    fastest = min(fastest, taken)
                    if fastest < slowest.duration { break }
                }
                if fastest > slowest.duration { slowest = (fastest, "\(entry.model.id): \(entry.name)") }
            }
        }
        print("damaged payloads: \(count), the slowest takes \(slowest.duration) (\(slowest.name))")
    }

    private static func outcome(_ entry: Entry, _ payload: [UInt8]) -> Int {
        do throws(DecodeError) {
            return try entry.model.decode(payload, entry.context).readings.count
        } catch {
            return error.offset
        }
    }

    /// How often identification finds the model of a payload whose label was taken away.
    func reportIdentification() {
        let identifier = PayloadIdentifier(.builtIn)
        var (asked, found, alike, first) = (0, 0, 0, 0)
        var missed: [String] = []
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            for entry in entries where entry.isMeasurement && !entry.needsKey {
                asked += 1
                let context = DecodingContext(port: entry.context.port, receivedAt: entry.context.receivedAt)
                guard let best = identifier.candidates(for: entry.payload, context).first else {
                    missed.append("\(entry.model.id): no candidate for \(entry.name)")
                    continue
                }
                if best.models.contains(where: { $0.id == entry.model.id }) { alike += 1 }
                if (best.models + best.siblings).contains(where: { $0.id == entry.model.id }) {
                    found += 1
                } else {
                    missed.append("\(entry.model.id) taken for \(best.models[0].id): \(entry.name)")
                }
                if best.models[0].id == entry.model.id { first += 1 }
            }
        }
        guard asked > 0 else { return }
        func share(_ count: Int) -> String { "\(count * 1000 / asked / 10).\(count * 1000 / asked % 10) %" }
        print(
            "identify: \(asked) payloads; the best candidate or a sibling of it is the model of \(share(found)), the best"
                + " reads \(share(alike)) as their own model does and names \(share(first)) exactly,"
                + " \(Int(elapsed / .milliseconds(1)) / asked) ms each"
        )
        for line in missed.prefix(40) { print("    \(line)") }
    }
}
