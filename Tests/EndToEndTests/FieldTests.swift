import Foundation
import Gateway
import MQTT
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// What can happen between the gateway and the field broker.
    @Suite struct FieldTests {
        @Test(arguments: [5, 3])
        func aRestartOfTheFieldBrokerKeepsTheSession(version: Int) throws {
            var settings = CitySettings()
            settings.field = ["protocol = \(version)", "window = 1000"]
            let city = try City(settings)
            city.sensors.remaining = .max
            for round in 1...3 {
                let target = city.sensors.acknowledged.count + 400
                try city.run("sensors publish") { city.sensors.acknowledged.count >= target }
                city.field.stop()
                try city.field.start()
                try city.run("the session is resumed") { try city.gateway.logged("session=resumed") == round }
            }
            try city.settle()
            #expect(try city.status()?.field.sessionsLost == 0)
            try city.expectAccount()
        }

        @Test func aSessionThatTheFieldBrokerHasForgottenIsSaid() throws {
            let city = try City()
            try city.publish(100)
            try city.settle()
            city.field.stop()
            try FileManager.default.removeItem(atPath: "\(city.field.directory)/mosquitto.db")
            try city.field.start()
            try city.run("the loss is counted") { try city.status()?.field.sessionsLost == 1 }
            try city.run("the gateway is back") { try city.status()?.field.isConnected == true }
            try city.publish(100)
            try city.settle()
            try city.expectAccount()
        }

        /// The broker's own way of cutting a connection: another client takes the session for a moment.
        @Test func whatIsDeliveredAgainDoesNotComeOutAgain() throws {
            var settings = CitySettings()
            settings.uplink = [#"settle_timeout = "2s""#, #"pressure_timeout = "2s""#]
            let city = try City(settings)
            try city.publish(50)
            try city.settle()

            // The operations center's answers are held back: the gateway has read the messages and not released them.
            city.uplink.freeze()
            try city.publish(200)
            try city.run("the gateway has read some") { try city.status()?.totals.received ?? 0 > 50 }
            #expect(city.center.deliveries.count == 50)
            try Self.takeSession(city)
            try city.run("the messages were delivered again") { try city.status()?.totals.duplicates ?? 0 > 0 }
            city.uplink.thaw()
            try city.settle()
            try city.run("the outbox is empty") { try city.status()?.backlog.rows == 0 }
            try city.expectAccount(duplicatesMax: 0)
        }

        @Test func aFieldConnectionThatIsCutAgainAndAgainLosesNothingAndRepeatsNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            for _ in 1...15 {
                let target = city.sensors.acknowledged.count + Int.random(in: 50...200)
                try city.run("sensors publish") { city.sensors.acknowledged.count >= target }
                try Self.takeSession(city)
            }
            try city.settle()
            try city.expectAccount(duplicatesMax: 0)
        }

        @Test(arguments: [5, 3])
        func retainedCopiesAreNotForwarded(version: Int) throws {
            var settings = CitySettings()
            settings.field = ["protocol = \(version)"]
            settings.startsGateway = false
            let city = try City(settings)
            try city.publish(Sensors.payload(900_001), to: Sensors.topic(1), retain: true)
            try city.startGateway()
            try city.publish(50)
            try city.settle()
            #expect(city.center.deliveries.count == 50, "the retained copy is stale")
            // MQTT 5 can ask the broker not to send them at all.
            #expect(try city.status()?.totals.retained == (version == 3 ? 1 : 0))
            try city.expectAccount()
        }

        @Test func retainedCopiesAreForwardedWhereTheRouteSaysSo() throws {
            var settings = CitySettings()
            settings.acceptsRetained = true
            settings.startsGateway = false
            let city = try City(settings)
            try city.publish(Sensors.payload(900_001), to: Sensors.topic(1), retain: true)
            try city.startGateway()
            try city.run("the retained message is there") { city.center.deliveries.count == 1 }
            try city.expectAccount()
        }

        /// Two gateways by one name, for a moment: the field broker ends the first one's connection.
        private static func takeSession(_ city: City) throws {
            var options = City.options(city.field, "gw-field", city.settings)
            options.cleanStart = false
            options.sessionExpirySeconds = 3_600
            let joined = try city.gateway.logged("joined the field broker")
            let thief = try Connection.connect(options)
            thief.close()
            try city.run("the gateway is back") { try city.gateway.logged("joined the field broker") > joined }
        }
    }
}
