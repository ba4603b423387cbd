import Devices
import Gateway
import Observations

/// What it costs to find a device and its model: the same for a few devices and for those of a whole province.
enum LookupBenchmark {
    /// How many models the devices are of.
    private static let modelsMax = 200
    /// How many ids are asked for in one piece of work, one after another in no order.
    private static let asked = 1000

    static func report() throws {
        for count in [1000, 10_000, 100_000] { try report(things: count) }
        try report(ModelCatalogue.builtIn, "\(ModelCatalogue.builtIn.models.count) models")
    }

    private static func report(things count: Int) throws {
        guard let prefix = TopicPrefix("ioc/v1") else { preconditionFailure("The prefix is valid.") }
        let models = ModelCatalogue.builtIn.models.prefix(modelsMax).map(\.id)
        let things = (0..<count).map { thing($0, models[$0 % models.count]) }
        let directory = DeviceDirectory(things: things, catalogue: .builtIn, prefix: prefix)
        var random = SplitMix64(seed: 7)
        let ids = (0..<asked).map { _ in hardwareID(Int.random(in: 0..<count, using: &random)) }
        try Timing(name: "find 1 of \(count) devices", callsPerWork: asked) {
            ids.count { directory[$0] != nil }
        }.report()
        let foreign = ids.map { "f" + $0.dropFirst() }
        try Timing(name: "miss among \(count) devices", callsPerWork: asked) {
            foreign.count { directory[$0] != nil }
        }.report()
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            blackHole = DeviceDirectory(things: things, catalogue: .builtIn, prefix: prefix).count
        }
        print("build a directory of \(count) devices".padded(to: 40) + "\(Int(elapsed / .milliseconds(1))) ms")
    }

    private static func report(_ catalogue: ModelCatalogue, _ title: String) throws {
        var random = SplitMix64(seed: 7)
        let ids = (0..<asked).compactMap { _ in catalogue.models.randomElement(using: &random)?.id }
        try Timing(name: "find 1 of \(title)", callsPerWork: asked) {
            ids.count { catalogue[$0] != nil }
        }.report()
    }

    private static func thing(_ number: Int, _ model: ModelID) -> Thing {
        guard let id = try? Slug("thing-\(number)"), let agency = try? Slug("city") else {
            preconditionFailure("Made names are valid.")
        }
        return Thing(
            id: id,
            hardwareID: hardwareID(number),
            model: model,
            agency: agency,
            domain: .environment,
            name: "Thing \(number)"
        )
    }

    /// A DevEUI: ids of one maker differ in their last digits.
    private static func hardwareID(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "70b3d5" + String(repeating: "0", count: 10 - digits.count) + digits
    }
}
