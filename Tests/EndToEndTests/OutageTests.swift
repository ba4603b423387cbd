import Gateway
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    @Suite struct OutageTests {
        @Test func anOutageOfTheOperationsCenterLosesNothingAndIsReplayed() throws {
            let city = try City()
            try city.publish(300)
            try city.settle()
            #expect(city.center.deliveries.allSatisfy { !$0.isReplayed }, "live readings are not replayed ones")

            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(2_000)
            let during = city.sensors.acknowledged.suffix(2_000)
            try city.run("everything is in the outbox") { try city.status()?.backlog.rows == 2_000 }
            #expect(try city.gateway.command(["outbox", "status", "-o", "json"]).output.contains("2000"))

            let before = city.center.deliveries.count
            try city.uplink.start()
            let returned = ContinuousClock.now
            try city.run("the first reading is back") { city.center.deliveries.count > before }
            let first = city.center.deliveries[before].arrived - returned
            #expect(first < .seconds(2), "the first reading came \(first) after the return")
            try city.settle()
            try city.run("the outbox is empty") { try city.status()?.backlog.rows == 0 }

            let replayed = Set(city.center.deliveries.filter(\.isReplayed).compactMap(\.sample))
            #expect(during.allSatisfy { replayed.contains($0) }, "what waited is marked as replayed")
            let drained = city.center.deliveries.count
            try city.publish(300)
            try city.settle()
            #expect(city.center.deliveries[drained...].allSatisfy { !$0.isReplayed }, "live again")
            try city.expectAccount()
        }

        @Test func theBacklogComesOutInTheOrderOfReceptionPerThing() throws {
            let city = try City()
            city.uplink.stop()
            try city.publish(1_500)
            try city.uplink.start()
            try city.settle()
            for index in 0..<Sensors.count {
                let sequences = city.center.deliveries(of: Sensors.thing(index)).compactMap(\.sample?.sequence)
                #expect(sequences == sequences.sorted())
            }
            try city.expectAccount()
        }

        @Test func liveReadingsFlowWhileABacklogDrains() throws {
            var settings = CitySettings()
            settings.uplinkBroker = ["allow_anonymous true", "persistence true", "max_queued_messages 1000000"]
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            city.sensors.rate = 4_000
            try city.publish(6_000)
            city.sensors.rate = 200
            try city.uplink.start()
            city.sensors.remaining = .max
            try city.run("a live reading arrives before the backlog is gone") {
                city.center.deliveries.contains { !$0.isReplayed }
            }
            #expect(city.center.deliveries.count < 6_000, "the backlog was still there")
            try city.settle()
            try city.expectAccount()
        }

        @Test func aServerWithAWindowOf20IsKeptTo() throws {
            var settings = CitySettings()
            settings.uplinkBroker = ["allow_anonymous true"]
            let city = try City(settings)
            #expect(try city.status()?.window == 20)
            city.sensors.rate = 4_000
            try city.publish(4_000)
            try city.settle()
            try city.expectAccount()
        }

        @Test func aFrozenServerHoldsNoSensorUp() throws {
            let city = try City()
            try city.publish(100)
            city.uplink.freeze()
            try city.publish(2_000)
            try city.run("the field is read on") { try city.status()?.totals.received == 2_100 }
            city.uplink.thaw()
            try city.settle()
            try city.expectAccount()
        }

        @Test func whatWasOnItsWayWhenTheServerEndedIsSentAgain() throws {
            let city = try City()
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            city.sensors.rate = 4_000
            try city.publish(6_000)
            try city.run("all are stored") { try city.status()?.backlog.rows == 6_000 }
            try city.uplink.start()
            try city.run("the backlog drains") { city.center.deliveries.count >= 300 }
            // A server that stands still in the middle of the drain, and ends with all that it has not read.
            city.uplink.freeze()
            try city.run("the window is full") { try city.status()?.outstanding ?? 0 >= 900 }
            city.uplink.stop()
            try city.uplink.start()
            try city.settle()
            try city.expectAccount(duplicatesMax: 1_000)
        }

        @Test func restartsOfTheServerUnderLoadLoseNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            for round in 1...3 {
                let target = city.sensors.acknowledged.count + 500
                try city.run("sensors publish") { city.sensors.acknowledged.count >= target }
                city.uplink.stop()
                try city.run("sensors publish on") { city.sensors.acknowledged.count >= target + 300 }
                try city.uplink.start()
                try city.run("the gateway is back in round \(round)") { try city.status()?.uplink.isConnected == true }
            }
            try city.settle()
            // What was on its way when the server went may have arrived and is sent again: a window each time.
            try city.expectAccount(duplicatesMax: 3 * 1_000)
        }
    }
}
