import Foundation
import Gateway
import JSONSchema
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Messages that were kept become readings after all: once each, with their own times.
    @Suite struct MendingTests {
        private static let meterFrame =
            "2e4493157856341233037a2a0020255923c95aaa26d1b2e7493b013ec4a6f6d3529b520edff0ea6defc99d6d69ebf3"
        private static let meterKey = "0102030405060708090a0b0c0d0e0f11"

        /// Publishes samples of a device that is not registered, and waits until they are in quarantine.
        private static func hear(_ count: Int, from device: String, _ city: City) throws {
            let before = try city.status()?.quarantined ?? 0
            for sequence in 0..<count {
                try city.publish(Sensors.payload(sequence), to: "field/environment/\(device)/up")
            }
            try city.run("they are in quarantine") { try city.status()?.quarantined == before + count }
        }

        private static func adopt(_ device: String, as thing: String) -> [String] {
            [
                "device", "adopt", device, "--thing", thing, "--model", "acme/air-json", "--agency",
                "environment-dept",
            ]
        }

        private static func bytes(_ hexadecimal: String) -> [UInt8] {
            var digits = hexadecimal[...]
            var bytes: [UInt8] = []
            while let byte = UInt8(digits.prefix(2), radix: 16), digits.count >= 2 {
                bytes.append(byte)
                digits = digits.dropFirst(2)
            }
            return bytes
        }

        /// Each reading of a thing came once, is valid and says that it is replayed.
        private static func expectOnce(_ count: Int, of thing: String, _ city: City) throws {
            let deliveries = city.center.deliveries(of: thing)
            #expect(deliveries.count == count)
            #expect(Set(deliveries.map(\.id)).count == count)
            #expect(deliveries.map(\.sample?.sequence) == Array(0..<count), "in the order of reception")
            let schema = try JSONSchema.reading()
            for delivery in deliveries {
                #expect(delivery.isReplayed)
                #expect(schema.faults(in: try delivery.json).isEmpty)
            }
        }

        @Test func whatAnUnknownDeviceSentArrivesOnceWhenItIsAdopted() throws {
            let city = try City()
            try Self.hear(5, from: "dev-new", city)
            let heard = Date()
            let pending = try city.gateway.command(["device", "pending", "-o", "jsonl"])
            #expect(pending.status == 0)
            let line = try JSONValue(parsing: Array(pending.output.utf8.prefix { $0 != UInt8(ascii: "\n") }))
            #expect(line["hardwareID"]?.string == "dev-new")
            #expect(line["messages"]?.number == 5)
            #expect(line["command"]?.string?.hasPrefix("gateway device adopt dev-new --thing NAME --model ") == true)

            let adopted = try city.gateway.command(Self.adopt("dev-new", as: "new-1"))
            #expect(adopted.status == 0, "\(adopted.output)")
            #expect(adopted.output.contains("5 readings delivered"), "\(adopted.output)")
            try city.run("its readings arrive") { city.center.deliveries(of: "new-1").count >= 5 }
            try city.run("the quarantine is empty") { try city.status()?.quarantined == 0 }
            // Live messages go on, and nothing comes twice.
            try city.publish(Sensors.payload(5), to: "field/environment/dev-new/up")
            try city.run("the next one arrives") { city.center.deliveries(of: "new-1").count >= 6 }
            let live = try #require(city.center.deliveries(of: "new-1").last)
            #expect(!live.isReplayed)
            for delivery in city.center.deliveries(of: "new-1").prefix(5) {
                let text = try #require(try delivery.json["resultTime"]?.string)
                let received = try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
                #expect(received < heard, "the time at which it was heard")
            }
            let again = try city.gateway.command(["quarantine", "redecode", "--thing", "new-1"])
            #expect(again.status == 3, "\(again.output)")
            #expect(city.center.deliveries(of: "new-1").count == 6)
        }

        @Test func aWrongKeyIsCorrectedAndTheMeterIsReadAfterAll() throws {
            let city = try City()
            func keyFile(_ key: String) throws -> String {
                let file = "\(city.directory)/key-\(key.prefix(4))"
                try key.write(toFile: file, atomically: true, encoding: .utf8)
                return file
            }
            let meter = [
                "device", "add", "gas-1", "--hardware-id", "M1", "--model", "en13757/wm-bus", "--agency", "water",
            ]
            let wrong = try keyFile("ff" + Self.meterKey.dropFirst(2))
            #expect(try city.gateway.command(meter + ["--key-file", wrong]).status == 0)
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 1 }
            try city.publish(Self.bytes(Self.meterFrame), to: "field/environment/M1/up")
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            let shown = try city.gateway.command(["quarantine", "show", "1"])
            #expect(shown.output.contains("wrong-key"), "\(shown.output)")
            #expect(shown.output.contains("gateway quarantine redecode --thing gas-1"), "\(shown.output)")

            let still = try city.gateway.command(["quarantine", "redecode", "--reason", "wrong-key", "--dry-run"])
            #expect(still.status == 0, "\(still.output)")
            #expect(still.output.contains("1 would stay: wrong-key 1"), "\(still.output)")
            #expect(try city.gateway.command(meter + ["--key-file", try keyFile(Self.meterKey)]).status == 0)
            let read = try city.gateway.command(["quarantine", "redecode", "--reason", "wrong-key"])
            #expect(read.status == 0, "\(read.output)")
            #expect(read.output.contains("1 message became 1 reading."), "\(read.output)")
            try city.run("its reading arrives") { city.center.deliveries(of: "gas-1").count == 1 }
            #expect(city.center.deliveries(of: "gas-1").first?.isReplayed == true)
        }

        @Test func whatIsDecodedAgainWhileTheUplinkIsDownSurvivesAKill() throws {
            let city = try City()
            try Self.hear(12, from: "dev-new", city)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            let adopted = try city.gateway.command(Self.adopt("dev-new", as: "new-1"))
            #expect(adopted.status == 0, "\(adopted.output)")
            city.gateway.kill()
            let exported = try city.gateway.command(["outbox", "export", "--thing", "new-1"])
            #expect(exported.output.split(separator: "\n").count { $0.hasPrefix("{\"schemaVersion\":1") } == 12)
            try city.gateway.start()
            try city.uplink.start()
            try city.run("its readings arrive") { city.center.deliveries(of: "new-1").count >= 12 }
            try city.publish(100)
            try city.settle()
            try Self.expectOnce(12, of: "new-1", city)
            try city.run("the quarantine is empty") { try city.status()?.quarantined == 0 }
        }

        @Test func aStoppedGatewaysMessagesAreReadAndArriveAfterItsStart() throws {
            let city = try City()
            try Self.hear(4, from: "dev-new", city)
            city.gateway.kill()
            let adopted = try city.gateway.command(Self.adopt("dev-new", as: "new-1"))
            #expect(adopted.status == 0, "\(adopted.output)")
            #expect(adopted.output.contains("4 readings delivered"), "\(adopted.output)")
            try city.startGateway()
            try city.run("its readings arrive") { city.center.deliveries(of: "new-1").count >= 4 }
            try Self.expectOnce(4, of: "new-1", city)
        }

        @Test func aReplayIssuesTheSameReadingsWithTheNextRevision() throws {
            var settings = CitySettings()
            settings.other = ["[outbox]", #"keep_raw = "1h""#]
            let city = try City(settings)
            try city.publish(50)
            try city.settle()
            let issued = city.center.deliveries
            #expect(issued.count == 50)
            // They are stored by a stop at the latest.
            city.gateway.signal(SIGTERM)
            try city.run("it has stopped") { city.gateway.ended() != nil }
            try city.startGateway()
            let model = CitySettings.airModel.replacing(#"property = "relative_humidity""#, with: #"property = "co2""#)
            try model.write(toFile: "\(city.directory)/models/air.toml", atomically: true, encoding: .utf8)
            let counted = try city.gateway.command([
                "outbox", "replay", "--since", "1h", "--thing", "air-1", "--dry-run",
            ])
            #expect(counted.output.contains("5 readings would be sent again"), "\(counted.output)")
            for revision in 1...2 {
                let replayed = try city.gateway.command(["outbox", "replay", "--since", "1h", "--thing", "air-1"])
                #expect(replayed.status == 0, "\(replayed.output)")
                #expect(replayed.output.contains("5 readings are sent again"), "\(replayed.output)")
                try city.run("they arrive again") { city.center.deliveries.count >= 50 + 5 * revision }
            }
            let again = city.center.deliveries.dropFirst(50)
            #expect(again.count == 10)
            let ids = issued.filter { $0.topic.contains("/air-1/") }.map(\.id)
            #expect(again.prefix(5).map(\.id) == ids && again.suffix(5).map(\.id) == ids)
            let schema = try JSONSchema.reading()
            for (index, delivery) in again.enumerated() {
                let json = try delivery.json
                #expect(json["revision"]?.number == (index < 5 ? 1 : 2))
                #expect(json["observations"]?[1]?["property"]?.string == "co2")
                #expect(delivery.isReplayed)
                #expect(schema.faults(in: json).isEmpty)
            }
        }

        @Test func aReplayWithoutKeptMessagesSaysHowToKeepThem() throws {
            let city = try City()
            try city.publish(10)
            try city.settle()
            let replayed = try city.gateway.command(["outbox", "replay", "--since", "1h"])
            #expect(replayed.status == 3)
            #expect(replayed.output.contains("keep_raw = \"24h\""), "\(replayed.output)")
        }

        @Test func droppedMessagesStandInTheAudit() throws {
            let city = try City()
            try Self.hear(3, from: "dev-a", city)
            try Self.hear(2, from: "dev-b", city)
            let dropped = try city.gateway.command(["quarantine", "drop", "--hardware-id", "dev-a"])
            #expect(dropped.status == 0, "\(dropped.output)")
            #expect(dropped.output.contains("Dropped 3 messages."), "\(dropped.output)")
            try city.run("the others stay") { try city.status()?.quarantined == 2 }
            #expect(try city.gateway.command(["quarantine", "drop"]).status == 2)
            #expect(try city.gateway.command(["quarantine", "drop", "1"]).status == 3)
        }
    }
}
