import Devices
import Gateway
import Observations

/// Which counter of a thing somebody means by a number: the only one, or the one that is named.
struct CounterChoice {
    /// How many payloads of a simulated device are looked at for counters.
    private static let simulatedPayloads = 24

    /// The counters of the model and those that have an offset already, by their names.
    let counters: [CounterOffsets.Counter]
    private let stored: CounterOffsets

    /// The counters of a model, nothing being known of it where there is none, and of the offsets that a thing has.
    init(_ model: DeviceModel?, stored: CounterOffsets) {
        self.stored = stored
        var counters = model.map(CounterChoice.counters) ?? []
        counters.formUnion(stored.values.keys)
        self.counters = counters.sorted { "\($0)" < "\($1)" }
    }

    /// Reads texts of an option: a number for the only counter, else `PROPERTY=NUMBER` or `PROPERTY/CHANNEL=NUMBER`.
    func values(_ texts: [String], option: String) throws -> [CounterOffsets.Counter: Double] {
        var values: [CounterOffsets.Counter: Double] = [:]
        for text in texts {
            let (counter, number) = try value(text, option)
            guard values.updateValue(number, forKey: counter) == nil else {
                throw CommandFailure(status: .usage, message: "\(option): \(counter) stands twice")
            }
        }
        return values
    }

    /// Says which offsets may be of counters that a model does not have: they would be added to nothing.
    static func warn(_ offsets: CounterOffsets, _ model: DeviceModel?) {
        let known = CounterChoice(model, stored: CounterOffsets()).counters
        guard let model, !known.isEmpty else { return }
        for counter in offsets.values.keys.sorted(by: { "\($0)" < "\($1)" }) where !known.contains(counter) {
            let names = known.map { "\($0)" }.joined(separator: ", ")
            StandardError.write("gateway: \(model.id) is not known to count \(counter); it counts \(names)\n")
        }
    }

    private func value(_ text: String, _ option: String) throws -> (CounterOffsets.Counter, Double) {
        let pieces = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = Double(pieces[pieces.count - 1]), number.isFinite else {
            throw CommandFailure(
                status: .usage,
                message: "\(option): \"\(text)\" is not a number, or COUNTER=NUMBER\(choices)"
            )
        }
        guard pieces.count == 2 else { return (try only(text, option), number) }
        return (try named(String(pieces[0]), option), number)
    }

    private func only(_ text: String, _ option: String) throws -> CounterOffsets.Counter {
        if stored.values.count == 1, let counter = stored.values.keys.first { return counter }
        if counters.count == 1 { return counters[0] }
        let problem =
            counters.isEmpty
            ? "it is not known what the device counts; name the counter, as water_volume=\(text)"
            : "the device has several counters; name one, as \(counters[0])=\(text)"
        throw CommandFailure(status: .usage, message: "\(option): \(problem)\(choices)")
    }

    private func named(_ name: String, _ option: String) throws -> CounterOffsets.Counter {
        let names = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let property = ObservedProperty.named(names[0]) else {
            let known = counters.isEmpty ? ObservedProperty.all.map(\.name) : counters.map { "\($0)" }
            let meant = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
            throw CommandFailure(status: .usage, message: "\(option): there is no \"\(name)\"\(meant)\(choices)")
        }
        guard names.count == 2 else { return CounterOffsets.Counter(property) }
        do throws(SlugError) {
            return CounterOffsets.Counter(property, try Channel(names[1]))
        } catch {
            throw CommandFailure(status: .usage, message: "\(option): the channel \"\(names[1])\" \(error)")
        }
    }

    private var choices: String {
        counters.isEmpty ? "" : "\nIts counters: " + counters.map { "\($0)" }.joined(separator: ", ")
    }

    /// What the model counts: what its simulated payloads count, or where there is nothing of it its properties that are
    /// totals.
    private static func counters(_ model: DeviceModel) -> Set<CounterOffsets.Counter> {
        let simulated = simulatedCounters(model)
        return simulated.isEmpty
            ? Set(model.properties.filter(\.isTotal).map { CounterOffsets.Counter($0) }) : simulated
    }

    private static func simulatedCounters(_ model: DeviceModel) -> Set<CounterOffsets.Counter> {
        var counters: Set<CounterOffsets.Counter> = []
        var device = SimulatedDevice(seed: 1, now: .now)
        for _ in 0..<simulatedPayloads {
            guard let uplink = model.simulate(&device) else { break }
            let context = DecodingContext(port: uplink.port, receivedAt: .now, networkTime: nil)
            // A payload that cannot be read alone, as a compact frame of a meter, says nothing of counters.
            guard let decoded = try? model.decode(uplink.payload, context) else { continue }
            for observation in decoded.readings.flatMap(\.observations) where observation.kind == .counter {
                guard observation.property.isTotal else { continue }
                counters.insert(CounterOffsets.Counter(observation.property, observation.channel))
            }
        }
        return counters
    }
}
