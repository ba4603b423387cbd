import Foundation
import Gateway
import JSONSchema
import Store
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Vendors' codecs in the running gateway: good ones are read, bad ones hurt nobody else.
    @Suite struct CodecTests {
        /// A codec, and in which way it is bad.
        private struct Bad {
            let name: String
            let body: String
            let reasons: Set<QuarantineReason>
            let detail: String
        }

        private static let bad = [
            Bad(name: "loop", body: "while (true) {}", reasons: [.codecFailed], detail: "longer than 50 ms"),
            Bad(
                name: "bomb",
                body: "var a = []; while (true) a.push(new Uint8Array(1e6).fill(b.length));",
                reasons: [.codecFailed, .undecodable],
                detail: "codec"
            ),
            Bad(
                name: "throws",
                body: "throw new Error('no frame of mine');",
                reasons: [.undecodable],
                detail: "no frame of mine"
            ),
            Bad(name: "type", body: "return 'text';", reasons: [.undecodable], detail: "wrong type"),
            Bad(name: "huge", body: "return { s: 'x'.repeat(1e6) };", reasons: [.undecodable], detail: "larger than"),
        ]

        private static let good = """
            function decodeUplink(input) {
                return { data: { temperature: input.bytes[0] - 40, battery_mv: 3600, seq: input.bytes[1] } };
            }
            """

        private static let things = (bad.map(\.name) + ["good"]).map { "codec-\($0)" }

        /// Installs a codec and registers a device for it.
        private static func install(_ name: String, _ source: String, _ city: City) throws {
            let file = "\(city.directory)/\(name).js"
            try source.write(toFile: file, atomically: true, encoding: .utf8)
            let codec = try city.gateway.command([
                "model", "add-codec", file, "--id", "acme/\(name)", "--domain", "environment", "--map",
                "temperature=air_temperature", "--map", "battery_mv=battery_voltage:mV", "--yes",
            ])
            #expect(codec.status == 0, "\(codec.output)")
            let device = try city.gateway.command([
                "device", "add", "codec-\(name)", "--hardware-id", "hw-\(name)", "--model", "acme/\(name)", "--agency",
                "d",
            ])
            #expect(device.status == 0, "\(device.output)")
        }

        private static func publish(_ name: String, _ number: UInt8, _ city: City) throws {
            try city.publish([UInt8(60), number], to: "field/environment/hw-\(name)/up")
        }

        /// The processes whose parent is the gateway.
        private static func workers(of city: City) -> [Int32] {
            guard let gateway = city.gateway.processID,
                let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc")
            else { return [] }
            return processes.compactMap { Int32($0) }.filter { process in
                // "pid (name) state parent …"
                let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
                let fields = text?.split(separator: ")").last?.split(separator: " ") ?? []
                return fields.count > 1 && fields[1] == "\(gateway)"
            }
        }

        @Test func anInstalledCodecIsReadWithinASecondAndARemovedOneIsUnknown() throws {
            let city = try City()
            let installed = ContinuousClock.now
            try Self.install("good", Self.good, city)
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 1 }
            #expect(ContinuousClock.now - installed < .seconds(4), "two commands, and a second")
            try Self.publish("good", 7, city)
            try city.run("its reading arrives") { city.center.deliveries(of: "codec-good").count == 1 }
            let reading = try #require(city.center.deliveries(of: "codec-good").first)
            let json = try reading.json
            #expect(json["observations"]?[0]?["property"]?.string == "air_temperature")
            #expect(json["observations"]?[0]?["value"]?.number == 20)
            #expect(json["observations"]?[1]?["value"]?.number == 3.6)
            #expect(json["parameters"]?["seq"]?.number == 7)
            #expect(try JSONSchema.reading().faults(in: json).isEmpty)

            let refused = try city.gateway.command(["model", "remove-codec", "acme/good"])
            #expect(refused.status == 4, "a thing uses it: \(refused.output)")
            #expect(try city.gateway.command(["model", "remove-codec", "acme/good", "--yes"]).status == 0)
            try city.run("its model is unknown") {
                try Self.publish("good", 8, city)
                return try city.status()?.quarantined ?? 0 > 0
            }
            #expect(try city.gateway.logged("joined the field broker") == 1)
        }

        @Test func fiveBadCodecsHurtNobody() throws {
            let city = try City()
            for bad in Self.bad { try Self.install(bad.name, "function Decoder(b) { \(bad.body) }", city) }
            try Self.install("good", Self.good, city)
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 6 }
            city.sensors.remaining = .max
            let begin = ContinuousClock.now
            for number in UInt8(0)..<8 {
                for bad in Self.bad { try Self.publish(bad.name, number, city) }
                try Self.publish("good", number, city)
            }
            let arrived = city.center.samples.count
            try city.run("each bad payload is in quarantine") {
                try city.status()?.quarantined == 8 * Self.bad.count
                    && city.center.deliveries(of: "codec-good").count == 8
            }
            let took = ContinuousClock.now - begin
            try city.run("the others flow") { city.center.samples.count > arrived + 200 }
            try city.settle()

            let rows = try BufferReader(path: "\(city.stateDirectory)/buffer.db").quarantined(limit: 100).map(\.entry)
            for bad in Self.bad {
                let entries = rows.filter { $0.hardwareID == "hw-\(bad.name)" }
                #expect(entries.count == 8, "\(bad.name)")
                #expect(entries.allSatisfy { bad.reasons.contains($0.reason) }, "\(bad.name): \(entries.map(\.reason))")
                #expect(entries.contains { $0.detail.contains(bad.detail) }, "\(bad.name): \(entries.map(\.detail))")
                #expect(entries.allSatisfy { $0.payload.first == 60 }, "the payload is kept raw")
            }
            let loops = rows.filter { $0.hardwareID == "hw-loop" }
            #expect(
                loops.count { $0.detail.contains("switched off") } == 3,
                "after five in a row: \(loops.map(\.detail))"
            )
            let status = try #require(try city.status())
            let off = try #require(status.codecs?.switchedOff)
            #expect(off["acme/loop"] != nil)
            #expect(off["acme/throws"] == nil && off["acme/good"] == nil)
            #expect(try city.gateway.logged("a codec was switched off") == off.count)
            try city.run("the state topic says so") {
                city.center.states.last?["codecsSwitchedOff"]?.number == Double(off.count)
            }
            #expect(city.gateway.ended() == nil, "the gateway still runs")
            #expect(try city.gateway.logged("joined the field broker") == 1)
            try city.expectAccount()
            print(
                "five bad codecs: 40 payloads quarantined in \(took), \(city.sensors.acknowledged.count) others arrived, 0 lost"
            )
        }

        @Test func workersThatAreKilledLoseNothing() throws {
            let city = try City()
            try Self.install("good", Self.good, city)
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 1 }
            city.sensors.remaining = .max
            var killed = 0
            for number in UInt8(0)..<60 {
                try Self.publish("good", number, city)
                // Now while it waits, now while it decodes.
                for process in Self.workers(of: city) where number % 3 == 2 {
                    killed += 1
                    Foundation.kill(process, SIGKILL)
                }
                try city.run("payload \(number) arrives") {
                    let quarantined = try city.status()?.quarantined ?? 0
                    return quarantined + city.center.deliveries(of: "codec-good").count > Int(number)
                }
            }
            try city.settle()
            #expect(killed >= 10, "\(killed) workers were killed")
            #expect(city.center.deliveries(of: "codec-good").count >= 50)
            try city.expectAccount()
        }

        @Test func withoutItsWorkerTheGatewayRunsAndKeepsThePayloads() throws {
            var settings = CitySettings()
            settings.startsGateway = false
            let city = try City(settings)
            try Self.install("good", Self.good, city)
            let text = settings.text(
                fieldPort: city.field.port,
                uplinkPort: city.uplink.port,
                stateDirectory: city.stateDirectory
            )
            try city.write(text + "codec_worker = \"/nowhere/gateway-codec-worker\"\n")
            try city.startGateway()
            try Self.publish("good", 1, city)
            try city.publish(100)
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            let row = try BufferReader(path: "\(city.stateDirectory)/buffer.db").quarantined(limit: 1).first
            #expect(row?.entry.reason == .codecFailed)
            #expect(row?.entry.detail.contains("/nowhere/gateway-codec-worker") == true)
            try city.settle()
            try city.expectAccount()
        }

        @Test func aStopInTheMiddleOfALoopLosesNothing() throws {
            let city = try City()
            try Self.install("loop", "function Decoder(b) { while (true) {} }", city)
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 1 }
            for number in UInt8(0)..<4 { try Self.publish("loop", number, city) }
            try city.publish(100)
            city.gateway.signal(SIGTERM)
            try city.run("the gateway stops") { city.gateway.ended() == 0 }
            try city.startGateway()
            try city.settle()
            try city.run("the loops are in quarantine") { try city.status()?.quarantined == 4 }
            try city.expectAccount(duplicatesMax: 256)
        }
    }
}
