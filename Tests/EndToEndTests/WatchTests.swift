import Foundation
import Gateway
import JSONSchema
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Beside the mast: GO and NO-GO, with real brokers.
    @Suite struct WatchTests {
        private static let topic = "application/1/device/70b3d50000000def/event/up"

        private static func city() throws -> City {
            var settings = CitySettings()
            settings.things = [
                "room-1,70b3d50000000def,elsys/ers,environment-dept,environment,Room,10.98,106.65,60s",
                "room-2,70b3d50000000dee,milesight/em300-th,environment-dept,environment,Room,10.98,106.65,60s",
            ]
            return try City(settings)
        }

        /// A room sensor's uplink: 21.3 degrees, 3.6 V.
        private static func uplink(data: String = "AQDVBw4Q", counter: Int = 7, rssi: Int = -97) -> String {
            #"{"deviceInfo":{"devEui":"70b3d50000000def"},"fCnt":\#(counter),"fPort":5,"data":"\#(data)","#
                + #""rxInfo":[{"gatewayId":"a","rssi":\#(rssi),"snr":6.5}]}"#
        }

        /// Watches, publishes once the watch listens, and gives the verdict.
        private static func watch(
            _ name: String,
            _ city: City,
            _ arguments: [String] = ["--timeout", "20s"],
            publish: () throws -> Void
        ) throws -> (status: Int32, verdict: JSONValue) {
            let command = try BackgroundCommand(["watch", name, "-o", "json"] + arguments, in: city)
            try city.run("it listens") { command.said.contains("Waiting for") || command.ended() != nil }
            try publish()
            let status = try command.end(in: city)
            return (status, try JSONValue(parsing: Array(command.data.utf8)))
        }

        private static func outcome(_ subject: String, _ verdict: JSONValue) -> String? {
            guard case .array(let checks)? = verdict["checks"] else { return nil }
            return checks.first { $0["check"]?.string == subject }?["outcome"]?.string
        }

        @Test func aGoodUplinkIsAGo() throws {
            let city = try WatchTests.city()
            let (status, verdict) = try WatchTests.watch("room-1", city) {
                try city.publish(WatchTests.uplink(), to: WatchTests.topic)
            }
            #expect(status == 0, "\(verdict)")
            #expect(verdict["verdict"]?.string == "go")
            for subject in ["heard", "decoded", "values", "radio", "battery", "delivery"] {
                #expect(WatchTests.outcome(subject, verdict) == "ok", "\(subject): \(verdict)")
            }
            // The second watch knows the frame before.
            let (again, later) = try WatchTests.watch("70B3D50000000DEF", city) {
                try city.publish(WatchTests.uplink(counter: 10), to: WatchTests.topic)
            }
            #expect(again == 0)
            #expect(WatchTests.outcome("frames", later) == "warning")
        }

        @Test func aWrongModelIsANoGoThatNamesTheRightOne() throws {
            let city = try WatchTests.city()
            let (status, verdict) = try WatchTests.watch("room-2", city) {
                let message =
                    #"{"deviceInfo":{"devEui":"70b3d50000000dee"},"fPort":14,"data":"vgEEAAUACQBkAHAYnAAAARU="}"#
                try city.publish(message, to: "application/1/device/70b3d50000000dee/event/up")
            }
            #expect(status == 1)
            #expect(verdict["verdict"]?.string == "no-go")
            #expect(WatchTests.outcome("decoded", verdict) == "failure")
            let reason = try #require(verdict["reasons"]?[0]?.string)
            #expect(reason.contains("`gateway device set room-2 --model parametric/pcr2"), "\(reason)")
        }

        @Test func aRadioAtItsLimitIsANoGo() throws {
            let city = try WatchTests.city()
            let (status, verdict) = try WatchTests.watch("room-1", city) {
                try city.publish(WatchTests.uplink(rssi: -121), to: WatchTests.topic)
            }
            #expect(status == 1)
            #expect(WatchTests.outcome("radio", verdict) == "failure")
            #expect(WatchTests.outcome("values", verdict) == "ok")
        }

        @Test func aValueThatCannotBeOutdoorsAndAClockThatIsOffAreNoGoes() throws {
            let city = try WatchTests.city()
            let (status, verdict) = try WatchTests.watch("air-3", city) {
                let payload = #"{"ts":946684800000000000,"temp":71,"hum":50,"seq":1}"#
                try city.publish(payload, to: Sensors.topic(3))
            }
            #expect(status == 1)
            #expect(WatchTests.outcome("values", verdict) == "failure")
            #expect(WatchTests.outcome("clock", verdict) == "failure")
        }

        @Test func silenceIsANoGoAndNamesStrangers() throws {
            let city = try WatchTests.city()
            let (status, verdict) = try WatchTests.watch("room-1", city, ["--timeout", "2s"]) {
                try city.publish(#"{"temp":20}"#, to: "field/environment/stranger/up")
            }
            #expect(status == 1)
            let reason = try #require(verdict["reasons"]?[0]?.string)
            #expect(reason.contains("nothing was heard of room-1"), "\(reason)")
            #expect(reason.contains("registered nowhere: stranger"), "\(reason)")
        }

        @Test func hardwareThatIsOnlyInQuarantineCanBeWatched() throws {
            let city = try WatchTests.city()
            try city.publish(#"{"temp":20}"#, to: "field/environment/stranger/up")
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            let (status, verdict) = try WatchTests.watch("stranger", city) {
                try city.publish(#"{"temp":21}"#, to: "field/environment/stranger/up")
            }
            #expect(status == 1)
            let reason = try #require(verdict["reasons"]?[0]?.string)
            #expect(reason.contains("gateway device adopt stranger --thing NAME"), "\(reason)")
        }

        @Test func withoutAnOperationsCenterTheSensorIsAGoWithAWarning() throws {
            let city = try WatchTests.city()
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            let (status, verdict) = try WatchTests.watch("room-1", city) {
                try city.publish(WatchTests.uplink(), to: WatchTests.topic)
            }
            #expect(status == 0)
            #expect(WatchTests.outcome("delivery", verdict) == "warning")
        }

        @Test func whatIsNotThereHasAStatusOfItsOwn() throws {
            let city = try WatchTests.city()
            let unknown = try city.gateway.command(["watch", "nowhere-1"])
            #expect(unknown.status == 3, "\(unknown.output)")
            let running = try BackgroundCommand(["watch", "room-1"], in: city)
            try city.run("it listens") { running.said.contains("Waiting for") }
            city.gateway.kill()
            #expect(try running.end(in: city) == 5)
            #expect(running.said.contains("has stopped"), "\(running.said)")
            let stopped = try city.gateway.command(["watch", "room-1"])
            #expect(stopped.status == 5, "\(stopped.output)")
            #expect(stopped.output.contains("gateway run"))
        }
    }
}
