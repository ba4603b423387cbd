import Foundation
import Gateway
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// What the operations center's broker does not take.
    @Suite struct RefusalTests {
        private static let openTopics = ["topic read #", "topic write ioc/v1/gateways/#"]

        @Test func aRefusedTopicIsParkedUntilItIsAllowed() throws {
            var settings = CitySettings()
            let first = Sensors.thing(0)
            let others = (1..<Sensors.count).map { "topic write ioc/v1/+/+/\(Sensors.thing($0))/#" }
            settings.uplinkBroker += ["acl_file $DIRECTORY/acl"]
            settings.uplinkFiles = ["acl": (Self.openTopics + others).joined(separator: "\n") + "\n"]
            let city = try City(settings)
            city.sensors.remaining = 500
            try city.run("the allowed ones flow") { city.center.samples.count == 450 }
            try city.run("the refused ones are parked") { try city.status()?.backlog.parked == 50 }
            #expect(city.center.deliveries(of: first).isEmpty)
            #expect(try city.status()?.totals.refusals["0x87"] ?? 0 > 0)
            // Not with every reading: the topic rests after its first refusals.
            let refusals = try #require(try city.status()?.totals.refusals["0x87"])
            try city.publish(500)
            try city.run("the refused ones are parked") { try city.status()?.backlog.parked == 100 }
            #expect(try city.status()?.totals.refusals["0x87"] == refusals)

            let all = (Self.openTopics + ["topic write ioc/v1/#"]).joined(separator: "\n") + "\n"
            try all.write(toFile: "\(city.uplink.directory)/acl", atomically: true, encoding: .utf8)
            city.uplink.stop()
            try city.uplink.start()
            try city.settle()
            #expect(city.center.deliveries(of: first).allSatisfy { $0.isReplayed })
            try city.run("nothing is left") { try city.status()?.backlog.rows == 0 }
            try city.expectAccount()
        }

        @Test func aReadingThatIsTooLargeForTheServerGoesToQuarantine() throws {
            var settings = CitySettings()
            Self.addWideThing(to: &settings)
            settings.uplinkBroker += ["max_packet_size 1400"]
            let city = try City(settings)
            try city.publish(Self.wide(1), to: "field/environment/wide1/up")
            try city.publish(200)
            try city.settle()
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(Self.wide(2), to: "field/environment/wide1/up")
            try city.publish(200)
            try city.uplink.start()
            try city.settle()
            try city.run("it is in quarantine") { try city.status()?.quarantined == 2 }
            let rows = try BufferReader(path: "\(city.stateDirectory)/buffer.db").quarantined(limit: 10)
            #expect(rows.map(\.entry.reason) == [.refusedUpstream, .refusedUpstream])
            try city.expectAccount()
        }

        /// MQTT 3.1.1 has no word for "too large": the broker closes the connection, every time.
        @Test func aReadingAtWhichTheServerClosesIsSetAsideAndTheOthersArrive() throws {
            var settings = CitySettings()
            Self.addWideThing(to: &settings)
            settings.uplink = ["protocol = 3"]
            settings.uplinkBroker += ["max_packet_size 1400"]
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(Self.wide(1), to: "field/environment/wide1/up")
            try city.publish(500)
            try city.uplink.start()
            try city.settle()
            try city.run("what is left is set aside") {
                try city.status().map { $0.backlog.rows == 1 && $0.backlog.setAside == 1 } ?? false
            }
            try city.publish(200)
            try city.settle()
            #expect(try city.status()?.uplink.isConnected == true)
            #expect(try city.status()?.backlog.rows == 1, "it waits, and is not dropped")
            // What was behind it on a connection that ended may have arrived, and is sent again.
            try city.expectAccount(duplicatesMax: 5 * 500)
        }

        /// A thing whose readings are larger than the server takes.
        private static func addWideThing(to settings: inout CitySettings) {
            let fields = (0..<20).map {
                #"[[fields]]\#npath = "v\#($0)"\#nproperty = "air_temperature"\#nchannel = "p-\#($0)""#
            }
            settings.models = [
                "wide.toml": #"id = "acme/wide"\#ndomain = "environment"\#nformat = "json"\#n"#
                    .appending(fields.joined(separator: "\n"))
            ]
            settings.things = ["wide-1,wide1,acme/wide,environment-dept,environment,Wide,,,60s"]
        }

        private static func wide(_ seed: Int) -> String {
            "{" + (0..<20).map { "\"v\($0)\":\(seed + $0)" }.joined(separator: ",") + "}"
        }
    }
}
