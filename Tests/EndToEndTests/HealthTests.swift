import Foundation
import Gateway
import JSONSchema
import MQTT
import Observations
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Each thing has a status at the operations center: who is heard, who is late, who has fallen silent.
    @Suite struct HealthTests {
        private static let location = "10.98,106.65"

        /// A city with a thing that is expected every so many seconds.
        private static func city(interval: Int, startsGateway: Bool = true) throws -> City {
            var settings = CitySettings()
            settings.things = [
                "beat-1,beat1,acme/air-json,environment-dept,environment,Beat,\(location),\(interval)s",
                "calm-1,calm1,acme/air-json,environment-dept,environment,Calm,\(location),",
            ]
            settings.startsGateway = startsGateway
            return try City(settings)
        }

        private static func beat(_ city: City, _ hardwareID: String = "beat1") throws {
            try city.publish(Sensors.payload(1), to: "field/environment/\(hardwareID)/up")
        }

        private static func time(_ status: JSONValue?, _ member: String) throws -> Int64 {
            let text = try #require(status?[member]?.string)
            return try #require(Timestamp(iso8601: Array(text.utf8))).microseconds / 1_000
        }

        /// Lets time pass while the city turns.
        private static func wait(_ duration: Duration, _ city: City, while condition: () -> Bool = { true }) throws {
            let end = ContinuousClock.now + duration
            while ContinuousClock.now < end, condition() { try city.turn() }
        }

        @Test func aThingIsNeverThenOnlineLateSilentAndOnlineAgain() throws {
            let city = try Self.city(interval: 2)
            try city.run("the status says never") { city.center.state(of: "beat-1") == "never" }
            try Self.beat(city)
            try Self.beat(city, "calm1")
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            let heard = try Self.time(city.center.statuses["beat-1"]?.last ?? nil, "lastHeard")
            try city.run("it is silent") { city.center.state(of: "beat-1") == "silent" }
            let statuses = (city.center.statuses["beat-1"] ?? []).compactMap(\.self)
            let late = try Self.time(statuses.last { $0["state"]?.string == "late" }, "since")
            let silent = try Self.time(statuses.last, "since")
            // Measured from reception, but no further back than from when the gateway listens.
            #expect((3_000...3_300).contains(late - heard), "late after \(late - heard) ms")
            #expect((6_000...6_300).contains(silent - heard), "silent after \(silent - heard) ms")
            let devices = try #require(try city.status()?.devices)
            #expect(devices.silent == 1 && devices.ok == 1 && devices.never == Sensors.count)
            try Self.beat(city)
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            #expect(city.center.course(of: "beat-1") == ["never", "online", "late", "silent", "online"])
            #expect(city.center.state(of: "calm-1") == "online", "without an expected interval nothing is late")
            let schema = try JSONSchema.status()
            for status in city.center.statuses.values.flatMap(\.self).compactMap(\.self) {
                #expect(schema.faults(in: status) == [])
            }
        }

        @Test func maintenanceMutesAndRemovalClears() throws {
            let city = try Self.city(interval: 1)
            try Self.beat(city)
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            let path = "\(city.stateDirectory)/registry.db"
            let registry = try ThingRegistry(path: path, author: Author("test") { Timestamp(microseconds: 0) })
            let thing = try #require(try registry.find(thing: Slug("beat-1")))
            _ = try registry.change(thing: thing.id) { $0.changed { $0.state = .maintenance } }
            try city.run("it is under maintenance") { city.center.state(of: "beat-1") == "maintenance" }
            try Self.wait(.seconds(5), city)
            #expect(city.center.state(of: "beat-1") == "maintenance")
            _ = try registry.change(thing: thing.id) { _ in thing }
            try city.run("it is late in its time") { city.center.state(of: "beat-1") == "late" }
            #expect(try city.gateway.command(["device", "remove", "beat-1"]).status == 0)
            try city.run("its topic is cleared") { city.center.course(of: "beat-1").last == "cleared" }
            // The broker has forgotten it: who comes now is told nothing.
            let visitor = try Connection.connect(City.options(city.uplink, "visitor", city.settings))
            try visitor.subscribe([Subscription("ioc/v1/+/+/+/status", retainHandling: .always)])
            visitor.write()
            var inbox: [InboundMessage] = []
            let end = ContinuousClock.now + .milliseconds(500)
            while ContinuousClock.now < end { visitor.read(limit: 100, into: &inbox) }
            let things = inbox.map { String(decoding: $0.topic, as: UTF8.self) }
            #expect(things.count == Sensors.count + 1)
            #expect(!things.contains { $0.contains("beat-1") })
        }

        @Test func aRestartRaisesNoFalseAlarm() throws {
            let city = try Self.city(interval: 4)
            try Self.beat(city)
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            city.gateway.signal(SIGTERM)
            try city.run("the gateway stops") { city.gateway.ended() == 0 }
            try Self.wait(.seconds(8), city)
            try city.startGateway()
            let started = ContinuousClock.now
            try city.run("it is late in its time") { city.center.state(of: "beat-1") == "late" }
            let took = ContinuousClock.now - started
            #expect(took > .milliseconds(5_500), "late after \(took)")
            #expect(city.center.course(of: "beat-1") == ["never", "online", "late"])
        }

        @Test func aPowerCutDoesNotMakeAThingNeverHeard() throws {
            let city = try Self.city(interval: 60)
            try Self.beat(city)
            let file = "\(city.stateDirectory)/health"
            try city.run("it is written") { FileManager.default.fileExists(atPath: file) }
            city.gateway.kill()
            try city.startGateway()
            try city.run("all is repeated") { (city.center.statuses["beat-1"]?.count ?? 0) >= 3 }
            #expect(city.center.course(of: "beat-1") == ["never", "online"])
        }

        @Test func offTheFieldNothingIsLateAndChangesWaitForTheUplink() throws {
            let city = try Self.city(interval: 2)
            try Self.beat(city)
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            city.field.stop()
            try Self.wait(.seconds(5), city)
            #expect(city.center.state(of: "beat-1") == "online", "the gateway itself cannot hear it")
            city.uplink.stop()
            try city.field.start()
            try city.run("it is silent") { try city.status()?.devices?.silent == 1 }
            try city.uplink.start()
            try city.run("the operations center learns it") { city.center.state(of: "beat-1") == "silent" }
        }

        @Test func aBrokenModelFileIsSaidUntilItIsMended() throws {
            let city = try City()
            let path = "\(city.directory)/models/air.toml"
            try "id = \"broken".write(toFile: path, atomically: true, encoding: .utf8)
            try city.run("the state says it") { city.center.states.last?["registryFault"]?.string != nil }
            #expect(city.center.states.last?["devices"]?["never"]?.number == Double(Sensors.count))
            let answer = try city.gateway.command(["status"])
            #expect(answer.output.contains("registry    NOT loaded"), "\(answer.output)")
            // What is valid is taken all the same.
            let added = try city.gateway.command(
                ["device", "add", "beside", "--hardware-id", "beside", "--model", "elsys/els", "--agency", "water"]
            )
            #expect(added.status == 0, "\(added.output)")
            try city.run("the thing is taken") { try city.status()?.things == Sensors.count + 1 }
            #expect(city.center.states.last?["registryFault"]?.string != nil)
            try city.publish(50)
            try city.settle()
            try CitySettings.airModel.write(toFile: path, atomically: true, encoding: .utf8)
            try city.run("the state says nothing of it") { city.center.states.last?["registryFault"] == nil }
        }

        @Test func aFailureOfItsMessagesIsPartOfItsStatus() throws {
            let city = try Self.city(interval: 60)
            try city.run("the status says never") { city.center.state(of: "beat-1") == "never" }
            try city.publish("not JSON", to: "field/environment/beat1/up")
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            try Self.beat(city)
            try city.run("it is online") { city.center.state(of: "beat-1") == "online" }
            let status = city.center.statuses["beat-1"]?.last ?? nil
            #expect(status?["lastError"]?["reason"]?.string == "undecodable")
        }
    }
}
