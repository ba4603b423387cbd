import Foundation
import Gateway
import JSONSchema
import Observations
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Things are changed, get other hardware and are removed while the gateway runs, and while the uplink is down.
    @Suite struct ThingTests {
        private static let meterModel = """
            id = "acme/meter"
            domain = "utility"
            format = "json"
            [[fields]]
            path = "m3"
            property = "water_volume"
            kind = "counter"
            """

        private static func settings() -> CitySettings {
            var settings = CitySettings()
            settings.models = ["meter.toml": meterModel]
            settings.things = ["w-1,old-1,acme/meter,water,utility,Meter,,,"]
            return settings
        }

        private static func command(_ city: City, _ arguments: String...) throws {
            let answer = try city.gateway.command(arguments)
            #expect(answer.status == 0, "\(arguments): \(answer.output)")
        }

        /// The readings of the meter, by what they say: a value, or an event.
        private static func said(_ city: City) throws -> [String] {
            let schema = try JSONSchema.reading()
            return try city.center.deliveries(of: "w-1").map { delivery in
                let json = try delivery.json
                #expect(schema.faults(in: json) == [], "\(String(decoding: delivery.payload, as: UTF8.self))")
                if let event = json["parameters"]?["event"]?.string {
                    let hardware = ["oldHardware", "newHardware"].map { json["parameters"]?[$0]?.string ?? "?" }
                    return "\(event) \(hardware[0]) \(hardware[1])"
                }
                let observation = json["observations"]?[0]
                let raw = json["parameters"]?["deviceCounters"]?["water_volume"]?.number
                return "\(observation?["value"]?.number ?? -1) \(observation?["quality"]?.string ?? "?")"
                    + (raw.map { " of \($0)" } ?? "")
            }
        }

        private static func measure(_ city: City, _ hardwareID: String, _ volume: Double) throws {
            try city.publish(#"{"m3":\#(volume)}"#, to: "field/utility/\(hardwareID)/up")
        }

        @Test func aStateThatIsSetCountsWithinASecond() throws {
            let city = try City(Self.settings())
            try Self.measure(city, "old-1", 1)
            try city.run("the first reading") { try Self.said(city).count == 1 }
            try Self.command(city, "device", "set", "w-1", "--state", "maintenance")
            let set = ContinuousClock.now
            try city.run("the registry is taken") { try city.gateway.logged("loaded the registry") == 2 }
            let took = ContinuousClock.now - set
            #expect(took < .milliseconds(1_500), "it took \(took)")
            try Self.measure(city, "old-1", 2)
            try city.run("the second reading") { try Self.said(city).count == 2 }
            #expect(try Self.said(city) == ["1.0 good", "2.0 suspect"])
        }

        @Test func aSeriesGoesOnWithOtherHardwareAndTheCenterIsTold() throws {
            let city = try City(Self.settings())
            try Self.measure(city, "old-1", 1_000)
            try city.run("the old meter") { try Self.said(city).count == 1 }
            let readings = ["--old-reading", "1000", "--new-reading", "0.5"]
            let answer = try city.gateway.command(["device", "replace", "w-1", "--hardware", "new-1"] + readings)
            #expect(answer.status == 0, "\(answer.output)")
            try city.run("the event") { try Self.said(city).count == 2 }
            try city.run("the registry is taken") { try city.gateway.logged("loaded the registry") == 2 }
            try Self.measure(city, "new-1", 1.5)
            try Self.measure(city, "old-1", 1_000)
            try city.run("the new meter") { try Self.said(city).count == 3 }
            #expect(
                try Self.said(city) == [
                    "1000.0 good", "hardware-replaced old-1 new-1", "1001.0 good of 1.5",
                ]
            )
            try city.run("the old meter's late message") { try city.status()?.quarantined == 1 }
            let late = try city.gateway.command(["quarantine", "list", "-o", "json"])
            #expect(late.output.contains(#""reason":"replaced-hardware""#), "\(late.output)")
            #expect(try city.status()?.totals.announced == 1)
            #expect(try city.gateway.command(["audit", "verify"]).status == 0)
        }

        @Test func anEventSurvivesAnOutageAndAKill() throws {
            let city = try City(Self.settings())
            city.uplink.stop()
            try city.run("the uplink is gone") { try city.status()?.uplink.isConnected == false }
            for number in 1...3 {
                try Self.command(city, "device", "replace", "w-1", "--hardware", "new-\(number)")
                try city.run("event \(number) waits") { try city.status()?.backlog.rows == number }
            }
            city.gateway.kill()
            // A replacement that nobody saw: the gateway was not running.
            try Self.command(city, "device", "replace", "w-1", "--hardware", "new-4")
            try city.gateway.start()
            try city.run("all wait") { try city.status()?.backlog.rows == 4 }
            city.gateway.kill()
            try city.gateway.start()
            try city.uplink.start()
            try city.run("all are told") { try Self.said(city).count >= 4 }
            try city.run("the outbox is empty") { try city.status()?.backlog.rows == 0 }
            let told = [
                "hardware-replaced old-1 new-1", "hardware-replaced new-1 new-2", "hardware-replaced new-2 new-3",
                "hardware-replaced new-3 new-4",
            ]
            #expect(try Self.said(city) == told)
            city.gateway.kill()
            try city.startGateway()
            try Self.measure(city, "new-4", 7)
            try city.run("a reading after them") { try Self.said(city).count == 5 }
            #expect(try Self.said(city) == told + ["7.0 good"], "nothing is told again")
            let deliveries = city.center.deliveries(of: "w-1")
            #expect(deliveries.filter(\.isReplayed).count >= 3)
        }

        @Test func aRemovedThingsReadingsAreDroppedByTheRunningGateway() throws {
            let city = try City(Self.settings())
            city.uplink.stop()
            try city.run("the uplink is gone") { try city.status()?.uplink.isConnected == false }
            for volume in 1...5 { try Self.measure(city, "old-1", Double(volume)) }
            try city.publish("garbage", to: "field/utility/old-1/up")
            try city.publish(20)
            try city.run("all wait") {
                let status = try city.status()
                return status?.backlog.rows == 25 && status?.quarantined == 1
            }
            let kept = try city.gateway.command(["device", "remove", "w-1"])
            #expect(kept.status == 0 && kept.output.contains("5 wait for the uplink"), "\(kept.output)")
            #expect(kept.output.contains("1 messages are in quarantine"), "\(kept.output)")
            try city.run("it is gone") { try city.status()?.things == Sensors.count }
            try Self.command(
                city,
                "device",
                "add",
                "w-1",
                "--hardware-id",
                "old-1",
                "--model",
                "acme/meter",
                "--agency",
                "water"
            )
            try city.run("it is back") { try city.status()?.things == Sensors.count + 1 }
            let answer = try city.gateway.command(["device", "remove", "w-1", "--purge"])
            #expect(answer.status == 0, "\(answer.output)")
            #expect(answer.output.contains("Dropped 5 waiting readings and 1 quarantined messages"), "\(answer.output)")
            try city.uplink.start()
            try city.settle()
            #expect(try Self.said(city) == [])
            try city.run("the drop is counted") { try city.status()?.dropped == 5 }
            let drops = try BufferReader(path: "\(city.stateDirectory)/buffer.db").drops(limit: 9)
            #expect(drops.map(\.reason) == [.thingRemoved])
            try city.expectAccount()
        }
    }
}
