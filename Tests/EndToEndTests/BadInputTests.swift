import Foundation
import Gateway
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// What a sensor, or somebody who pretends to be one, may send.
    @Suite struct BadInputTests {
        struct Poison: Sendable, CustomTestStringConvertible {
            let name: String
            var topic = "field/environment/dev1/up"
            let payload: [UInt8]
            let reason: QuarantineReason

            var testDescription: String { name }

            init(_ name: String, _ payload: String, _ reason: QuarantineReason = .undecodable) {
                self.init(name, bytes: Array(payload.utf8), reason)
            }

            init(_ name: String, bytes: [UInt8], _ reason: QuarantineReason = .undecodable) {
                self.name = name
                payload = bytes
                self.reason = reason
            }

            func on(_ topic: String) -> Poison {
                var other = self
                other.topic = topic
                return other
            }
        }

        private static let chirpstack = "application/1/device/70b3d50000000123/event/up"

        static let poisons = [
            Poison("unknown device", #"{"temp":20}"#, .unknownDevice).on("field/environment/nobody/up"),
            Poison("empty", ""),
            Poison("no field", #"{"other":1}"#),
            Poison("not JSON", "hello"),
            Poison("cut", #"{"temp":20.5,"hum"#),
            Poison("no UTF-8", bytes: [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]),
            Poison("NUL bytes", bytes: Array(repeating: 0, count: 100)),
            Poison("deep nesting", String(repeating: "[", count: 100_000)),
            Poison("deep objects", String(repeating: #"{"a":"#, count: 20_000)),
            Poison("200 KiB of one string", #"{"x":""# + String(repeating: "x", count: 200_000) + #""}"#),
            Poison("lone surrogate", #"{"temp":"\ud800"}"#),
            Poison("text for a number", #"{"temp":"warm"}"#),
            Poison("bad envelope", "{}", .malformedEnvelope).on(chirpstack),
            Poison("bad base64", #"{"deviceInfo":{"devEui":"70b3d50000000123"},"data":"%%%"}"#, .malformedEnvelope)
                .on(chirpstack),
            Poison("bad EUI", #"{"deviceInfo":{"devEui":"no"},"data":"AA=="}"#, .malformedEnvelope).on(chirpstack),
            Poison("unregistered EUI", #"{"deviceInfo":{"devEui":"70b3d50000000123"},"data":"AA=="}"#, .unknownDevice)
                .on(chirpstack),
        ]

        @Test func whatCannotBeReadGoesToQuarantineAndTheRestFlowsOn() throws {
            let city = try City()
            city.sensors.remaining = .max
            for poison in Self.poisons { try city.publish(poison.payload, to: poison.topic) }
            try city.run("all are in quarantine") { try city.status()?.quarantined == Self.poisons.count }
            let arrived = city.center.deliveries.count
            try city.run("the others flow") { city.center.deliveries.count > arrived + 200 }
            try city.settle()

            let reader = try BufferReader(path: "\(city.stateDirectory)/buffer.db")
            let rows = try reader.quarantined(limit: 100).map(\.entry)
            for poison in Self.poisons {
                let entry = rows.first { $0.payload == poison.payload && $0.topic == Array(poison.topic.utf8) }
                #expect(entry?.reason == poison.reason, "\(poison.name): \(entry?.detail ?? "not in quarantine")")
                #expect(entry?.detail.isEmpty == false)
            }
            #expect(city.gateway.ended() == nil, "the gateway still runs")
            #expect(try city.gateway.logged("joined the field broker") == 1)
            try city.expectAccount()
        }

        @Test func aTopicWithoutRouteGoesToQuarantine() throws {
            var settings = CitySettings()
            settings.startsGateway = false
            let city = try City(settings)
            try city.startGateway()
            city.gateway.signal(SIGTERM)
            try city.run("the gateway stops") { city.gateway.ended() == 0 }
            // What was subscribed once and waits in the session, with a configuration that has no route for it any more.
            try city.publish(#"{"temp":20}"#, to: "application/1/device/x/event/up")
            let text = settings.text(
                fieldPort: city.field.port,
                uplinkPort: city.uplink.port,
                stateDirectory: city.stateDirectory
            )
            try city.write(text.replacingOccurrences(of: "application/+/device/+/event/+", with: "elsewhere/#"))
            try city.startGateway()
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            let reader = try BufferReader(path: "\(city.stateDirectory)/buffer.db")
            #expect(try reader.quarantined(limit: 2).map(\.entry.reason) == [.noRoute])
            try city.publish(#"{"temp":20}"#, to: "application/1/device/x/event/up")
            try city.publish(50)
            try city.settle()
            #expect(try city.status()?.quarantined == 1, "the filter that has no route any more is unsubscribed")
        }

        @Test func aDeviceThatSendsPoisonWithoutEndFillsNothingAndStopsNobody() throws {
            let city = try City()
            for round in 0..<40 {
                city.sensors.remaining += 20
                for number in 0..<25 { try city.publish("poison \(round) \(number)", to: "field/environment/dev1/up") }
            }
            try city.settle()
            try city.run("all were counted") {
                try city.status().map { $0.totals.quarantined + $0.totals.floods } == 1_000
            }
            #expect(try city.status()?.quarantined == 20, "the newest 20 of the hardware id")
            try city.expectAccount()
        }

        @Test func aMessageLargerThanThePacketLimitDoesNotStopTheOthers() throws {
            let city = try City()
            try city.publish(Array(repeating: 0x20, count: 400_000), to: "field/environment/dev1/up")
            try city.publish(200)
            try city.settle()
            #expect(try city.gateway.logged("joined the field broker") == 1)
            try city.expectAccount()
        }

        @Test func numbersBeyondAllBoundsComeOutWithTheirQualityOrNotAtAll() throws {
            let city = try City()
            let payloads = [
                #"{"temp":1e999,"hum":50,"seq":18446744073709551615}"#, #"{"temp":-1e308,"hum":50,"seq":900001}"#,
                #"{"temp":1e-400,"hum":50}"#, #"{"temp":12345678901234567890123456789,"hum":0.1}"#,
                #"{"temp":20,"temp":21,"hum":50}"#, #"{"temp":20,"ts":9223372036854775807}"#,
                #"{"temp":20,"ts":-9223372036854775808}"#, #"{"temp":20,"ts":1e300}"#, #"{"temp":20,"ts":"x"}"#,
            ]
            for payload in payloads { try city.publish(payload, to: "field/environment/dev1/up") }
            try city.run("each has ended as something") {
                guard let totals = try city.status()?.totals else { return false }
                return totals.received == payloads.count
                    && city.center.deliveries.count + totals.quarantined == payloads.count
            }
            try city.publish(50)
            try city.settle()
            try city.expectAccount()
        }
    }
}
