import Foundation
import Gateway
import Observations
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// The registry changes again and again while readings flow.
    ///
    /// `RELOADS=100 RELOAD_THINGS=100000` makes it the long form.
    @Suite struct ReloadTests {
        private static func number(_ name: String, otherwise number: Int) -> Int {
            ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? number
        }

        private static func fill(_ registry: ThingRegistry, _ count: Int) throws {
            let model = try #require(ModelID("acme/air-json"))
            let agency = try Slug("environment-dept")
            let rows = try (1...count).map { number in
                let thing = Thing(
                    id: try Slug("silent-\(number)"),
                    hardwareID: "silent\(number)",
                    model: model,
                    agency: agency,
                    domain: .environment,
                    name: "Silent \(number)"
                )
                return ImportRow(Registration(thing))
            }
            try registry.importThings(rows)
        }

        @Test func reloadsUnderLoadLoseNothingAndDoNotHoldTheLoop() throws {
            let reloads = ReloadTests.number("RELOADS", otherwise: 10)
            let things = ReloadTests.number("RELOAD_THINGS", otherwise: 2_000)
            var settings = CitySettings()
            settings.startsGateway = false
            let city = try City(settings)
            let author = Author("test") { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }
            let registry = try ThingRegistry(path: "\(city.stateDirectory)/registry.db", author: author)
            try ReloadTests.fill(registry, things)
            try city.startGateway()
            let loaded = try city.gateway.logged("loaded the registry")

            city.sensors.rate = 500
            city.sensors.remaining = .max
            let changed = try #require(try registry.find(thing: Slug("air-3")))
            for reload in 1...reloads {
                _ = try registry.change(thing: changed.id) { $0.changed { $0.name = "Air, \(reload)" } }
                try city.run("reload \(reload)", within: .seconds(60)) {
                    try city.gateway.logged("loaded the registry") >= loaded + reload
                }
            }
            try city.settle()
            try city.expectAccount()
            let status = try #require(try city.status())
            #expect(status.things == Sensors.count + things)
            let longest = Double(status.longestTurnMicroseconds) / 1_000
            print(
                "\(reloads) reloads of \(status.things) things, \(city.center.samples.count) readings: longest turn \(longest) ms"
            )
            // Ten times what the loop may stand still: other processes take their share of the processor, too.
            #expect(longest < 500)
        }
    }
}
