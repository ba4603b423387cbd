import Foundation
import Gateway
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// `kill -9` of the gateway, again and again, at moments that chance picks.
    @Suite struct KillTests {
        /// How often; `GATEWAY_KILLS` overrides.
        private static let kills = ProcessInfo.processInfo.environment["GATEWAY_KILLS"].flatMap { Int($0) } ?? 20
        /// Two batches for each kill.
        private static let duplicatesPerKill = 512

        @Test func killsUnderLoadLoseNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            for kill in 1...Self.kills {
                // One in three finds a batch whose PUBACKs from upstream do not come.
                if kill.isMultiple(of: 3) { city.uplink.freeze() }
                try Self.killSoon(city)
                city.uplink.thaw()
                try city.gateway.start()
            }
            try city.run("sensors publish on") { try city.status()?.field.isConnected == true }
            try city.settle()
            try Self.expectNothingLost(city)
        }

        @Test func killsDuringAnOutageLoseNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            let target = city.sensors.acknowledged.count + 200
            try city.run("sensors publish") { city.sensors.acknowledged.count > target }
            city.uplink.stop()
            for _ in 1...Self.kills {
                try Self.killSoon(city)
                try city.gateway.start()
            }
            try city.run("the gateway is on the field") { try city.status()?.field.isConnected == true }
            city.sensors.remaining = 0
            try city.uplink.start()
            try city.settle()
            try Self.expectNothingLost(city)
        }

        @Test(arguments: [20, 1_000])
        func killsWhileABacklogDrainsLoseNothing(window: Int) throws {
            var settings = CitySettings()
            settings.uplinkBroker += ["max_inflight_messages \(window)"]
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            city.sensors.rate = 4_000
            try city.publish(500 * Self.kills, within: .seconds(60))
            try city.run("all are stored", within: .seconds(60)) {
                try city.status()?.backlog.rows == 500 * Self.kills
            }
            try city.uplink.start()
            for _ in 1...Self.kills {
                let target = min(city.center.samples.count + Int.random(in: 1...300), 500 * Self.kills)
                try city.run("the backlog drains") { city.center.samples.count >= target }
                city.gateway.kill()
                try city.gateway.start()
            }
            try city.settle()
            // What was on its way, and what was acknowledged and not deleted yet, goes out again under its id.
            try Self.expectNothingLost(city, duplicatesPerKill: window + Self.duplicatesPerKill)
        }

        /// Kills the gateway after a random number of messages; one in four while it is still starting.
        private static func killSoon(_ city: City) throws {
            let isEarly = Int.random(in: 0..<4) == 0
            if !isEarly {
                try city.run("the gateway is on the field") {
                    try city.status().map { $0.processID == city.gateway.processID && $0.field.isConnected } ?? false
                }
            }
            let target = city.sensors.acknowledged.count + Int.random(in: 1...(isEarly ? 100 : 400))
            try city.run("sensors publish") { city.sensors.acknowledged.count >= target }
            city.gateway.kill()
        }

        private static func expectNothingLost(_ city: City, duplicatesPerKill: Int = duplicatesPerKill) throws {
            print("kills: \(kills), acknowledged \(city.sensors.acknowledged.count), copies \(city.duplicates)")
            try city.expectAccount(duplicatesMax: kills * duplicatesPerKill)
        }
    }
}
