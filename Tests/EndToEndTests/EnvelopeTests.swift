import Foundation
import Gateway
import JSONSchema
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// One device of each envelope, from a real broker to a real broker; and a key that nothing shows.
    @Suite struct EnvelopeTests {
        private static let routes = [
            "[[field.routes]]", #"filter = "v3/+/devices/+/#""#, #"envelope = "the-things-stack""#,
            "[[field.routes]]", #"filter = "spBv1.0/#""#, #"envelope = "sparkplug-b""#,
            "[[field.routes]]", #"filter = "senml/#""#, #"envelope = "senml""#,
            "[[field.routes]]", #"filter = "/ul/+/+/attrs""#, #"envelope = "ultralight""#,
        ]

        private static let things = [
            "tts-1,0000000000000abc,elsys/ers,environment-dept,environment,TTS,,,",
            "roof-1,City/edge-1/dev-1,sparkplug/metrics,environment-dept,environment,Roof,,,",
            "senml-1,urn:dev:ow:10e2073a,acme/temp,environment-dept,environment,SenML,,,",
            "unit-7,unit-7,fiware/ultralight,environment-dept,environment,Unit,,,",
            "room-1,a81758fffe000001,elsys/ers,environment-dept,environment,Room,,,",
        ]

        private static let model = """
            id = "acme/temp"
            domain = "environment"
            format = "json"
            [[fields]]
            path = "temp"
            property = "air_temperature"
            """

        private static func city() throws -> City {
            var settings = CitySettings()
            settings.field = ["keepalive = \"60s\""] + routes
            settings.things = things
            settings.models = ["temp.toml": model]
            return try City(settings)
        }

        /// The values of `air_temperature` of a thing, in the order of their arrival.
        private static func temperatures(_ city: City, _ thing: String) throws -> [Double?] {
            try city.center.deliveries(of: thing).map { delivery in
                let json = try delivery.json
                #expect(try JSONSchema.reading().faults(in: json) == [])
                return json["observations"]?[0]?["value"]?.number
            }
        }

        private static func time(secondsAgo: Double) -> String {
            let formatter = ISO8601DateFormatter()
            formatter.formatOptions = [.withInternetDateTime]
            return formatter.string(from: Date().addingTimeInterval(-secondsAgo))
        }

        @Test func theThingsStackSpeaks() throws {
            let city = try Self.city()
            func message(_ counter: Int, _ id: String, _ data: String) -> String {
                #"""
                {"end_device_ids":{"device_id":"x","dev_eui":"0000000000000ABC"},"correlation_ids":["ns:uplink:\#(id)"],
                 "uplink_message":{"f_port":5,"f_cnt":\#(counter),"frm_payload":"\#(data)",
                 "rx_metadata":[{"rssi":-97,"snr":6.5}],"received_at":"\#(Self.time(secondsAgo: 60))"}}
                """#
            }
            let topic = "v3/city@tenant/devices/x/up"
            try city.publish(message(1, "A", "AQDi"), to: topic)
            try city.publish(message(1, "B", "AQDi"), to: topic)  // the same frame by another way
            try city.publish(message(2, "A", "AQDj"), to: topic)  // the same name
            try city.publish(message(2, "C", "AQDk"), to: topic)
            let join = #"{"end_device_ids":{"dev_eui":"0000000000000ABC"},"join_accept":{}}"#
            try city.publish(join, to: "v3/city@tenant/devices/x/join")
            try city.run("both frames are there") { city.center.deliveries.count == 2 }
            #expect(try Self.temperatures(city, "tts-1") == [22.6, 22.8])
            let json = try city.center.deliveries[0].json
            #expect(json["timeSource"]?.string == "network" && json["radio"]?["rssi"]?.number == -97)
            try city.run("everything is counted") { try city.status()?.totals.received == 5 }
            let totals = try #require(try city.status()?.totals)
            #expect(totals.duplicates == 2 && totals.quarantined == 0)
            #expect(totals.deviceEventKinds == ["join": 1])
        }

        @Test func aChirpStackStatusIsAReading() throws {
            let city = try Self.city()
            let status = #"""
                {"deduplicationId":"d","time":"\#(Self.time(secondsAgo: 60))","deviceInfo":{"devEui":"A81758FFFE000001"},
                 "margin":7,"externalPowerSource":false,"batteryLevel":97.5}
                """#
            try city.publish(status, to: "application/1/device/a81758fffe000001/event/status")
            try city.run("it is there") { city.center.deliveries.count == 1 }
            let json = try city.center.deliveries[0].json
            #expect(try JSONSchema.reading().faults(in: json) == [])
            #expect(json["thing"]?.string == "room-1")
            #expect(
                json["observations"]?.elements.map { $0["property"]?.string } == [
                    "battery_level", "external_power", "link_margin",
                ]
            )
        }

        @Test func sparkplugSpeaksAfterItsBirth() throws {
            let city = try Self.city()
            // air_temperature has alias 1 and is a double; see SparkplugTests for the bytes.
            let birth: [UInt8] =
                [0x12, 0x1E, 0x0A, 0x0F] + Array("air_temperature".utf8)
                + [0x10, 0x01, 0x20, 0x0A, 0x69, 0, 0, 0, 0, 0, 0, 0x34, 0x40, 0x18, 0x01]
            let data: [UInt8] = [0x12, 0x0B, 0x10, 0x01, 0x69, 0, 0, 0, 0, 0, 0, 0x35, 0x40, 0x18, 0x02]
            try city.publish(data, to: "spBv1.0/City/DDATA/edge-1/dev-1")
            try city.run("it waits in quarantine") { try city.status()?.quarantined == 1 }
            try city.publish(birth, to: "spBv1.0/City/DBIRTH/edge-1/dev-1")
            try city.publish(data, to: "spBv1.0/City/DDATA/edge-1/dev-1")
            try city.run("birth and data are there") { city.center.deliveries.count == 2 }
            #expect(try Self.temperatures(city, "roof-1") == [20, 21])
            let rows = try BufferReader(path: "\(city.stateDirectory)/buffer.db").quarantined(limit: 2).map(\.entry)
            #expect(rows.map(\.reason) == [.missingBirth])
        }

        @Test func senMLSpeaksInJSONAndInCBOR() throws {
            let city = try Self.city()
            let pack = #"[{"bn":"urn:dev:ow:10e2073a:","n":"temp","u":"Cel","v":21.5,"t":-60},{"n":"temp","v":22}]"#
            try city.publish(pack, to: "senml/a")
            let name = Array("urn:dev:ow:10e2073a:".utf8)
            let cbor: [UInt8] =
                [0x81, 0xA3, 0x21, 0x74] + name + [0x00, 0x64] + Array("temp".utf8) + [0x02, 0xF9, 0x4D, 0xE0]
            try city.publish(cbor, to: "senml/b")
            try city.run("all are there") { city.center.deliveries.count == 3 }
            #expect(try Self.temperatures(city, "senml-1") == [21.5, 22, 23.5])
            #expect(
                try city.center.deliveries.map { try $0.json["timeSource"]?.string } == [
                    "device", "gateway", "gateway",
                ]
            )
        }

        @Test func ultralightSpeaks() throws {
            let city = try Self.city()
            let text = "\(Self.time(secondsAgo: 600))|air_temperature|20|k|v#air_temperature|21"
            try city.publish(text, to: "/ul/key/unit-7/attrs")
            try city.publish("nonsense", to: "/ul/key/unit-7/attrs")
            try city.run("both are there") { city.center.deliveries.count == 2 }
            #expect(try Self.temperatures(city, "unit-7") == [20, 21])
            #expect(try city.center.deliveries[0].json["parameters"]?["k"]?.string == "v")
            try city.run("what is none is kept") { try city.status()?.quarantined == 1 }
        }

        // MARK: Keys

        /// Eight digits in a row of the key, anywhere in what the program says or sends, are too many.
        @Test func aKeyIsShownNowhere() throws {
            let key = "C0FFEE0123456789DEADBEEFCAFEF00D"
            let city = try Self.city()
            let file = "\(city.directory)/key"
            try "\(key)\n".write(toFile: file, atomically: true, encoding: .utf8)
            var said = ""
            func command(_ arguments: String...) throws -> Int32 {
                let (status, output) = try city.gateway.command(arguments)
                said += output
                return status
            }
            let thing = ["--hardware-id", "M1", "--model", "elsys/ers", "--agency", "water"]
            #expect(try city.gateway.command(["device", "add", "meter-1"] + thing + ["--key-file", file]).status == 0)
            // Garbage of the keyed thing fills the quarantine; readings of it fill the log and the upstream topics.
            try city.run("the registry is loaded") { try city.gateway.logged("loaded the registry") > 1 }
            try city.publish("garbage", to: "field/environment/M1/up")
            try city.publish([0x01, 0x00, 0xE2], to: "field/environment/M1/up")
            try city.run("both have ended") {
                try city.status()?.quarantined == 1 && city.center.deliveries.count == 1
            }
            for format in ["table", "json", "jsonl", "csv"] {
                #expect(try command("device", "list", "-o", format) == 0)
                #expect(try command("device", "show", "meter-1", "-o", format) == 0)
                #expect(try command("quarantine", "list", "-o", format) == 0)
            }
            #expect(try command("status") == 0)
            #expect(try command("status", "-o", "json") == 0)
            #expect(try command("outbox", "status") == 0)
            #expect(try command("check") == 0)
            _ = try command("device", "export")
            let wrong = "\(city.directory)/wrong"
            try "\(key)00\n".write(toFile: wrong, atomically: true, encoding: .utf8)
            let failed = try city.gateway.command(["device", "add", "meter-2"] + thing + ["--key-file", wrong])
            #expect(failed.status == 1)
            let rows = "thing,hardware_id,model,agency,domain,name,key\n"
            try (rows + "m-3,M3,elsys/ers,water,utility,n,\(key)0\n").write(
                toFile: wrong,
                atomically: true,
                encoding: .utf8
            )
            #expect(try command("device", "import", wrong) == 1)
            try (rows + "m-3,M3,elsys/ers,water,utility,n,\(key)\n").write(
                toFile: wrong,
                atomically: true,
                encoding: .utf8
            )
            #expect(try command("device", "import", wrong) == 0)
            said += failed.output + (try city.gateway.log())
            for delivery in city.center.deliveries { said += String(decoding: delivery.payload, as: UTF8.self) }
            for state in city.center.states { said += "\(state)" }
            #expect(said.contains("meter-1") && said.contains("hasKey"), "the commands did say something")
            let text = said.lowercased()
            let digits = Array(key.lowercased())
            let base64 = Data(
                stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
            )
            #expect(!text.contains(base64.base64EncodedString().lowercased()))
            for start in 0...digits.count - 8 { #expect(!text.contains(String(digits[start..<start + 8]))) }
            // Only the registry has it.
            let buffer = try Data(contentsOf: URL(filePath: "\(city.stateDirectory)/buffer.db"))
            #expect(buffer.range(of: base64) == nil && buffer.range(of: Data(key.utf8)) == nil)
        }
    }
}
