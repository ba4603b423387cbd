import Foundation
import Gateway
import JSONSchema
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Devices come and go while the gateway runs.
    @Suite struct RegistryTests {
        private static func add(_ thing: String, _ hardwareID: String) -> [String] {
            [
                "device", "add", thing, "--hardware-id", hardwareID, "--model", "acme/air-json", "--agency",
                "environment-dept", "--name", "New",
            ]
        }

        @Test func aNewDeviceCountsWithinASecondAndWithoutReconnecting() throws {
            let city = try City()
            try city.publish(100)
            let answer = try city.gateway.command(Self.add("new-1", "dev-new"))
            #expect(answer.status == 0, "\(answer.output)")
            let added = ContinuousClock.now
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 1 }
            let took = ContinuousClock.now - added
            #expect(took < .milliseconds(1_500), "it took \(took)")  // a second, and the status is a quarter old
            try city.publish(Sensors.payload(1), to: "field/environment/dev-new/up")
            try city.run("its reading arrives") { city.center.deliveries(of: "new-1").count == 1 }
            try city.settle()
            #expect(try city.gateway.logged("joined the field broker") == 1)
            #expect(try city.gateway.logged("reached the operations center") == 1)
            try city.expectAccount()
        }

        @Test func anImportCountsWithinASecondAndWithoutReconnecting() throws {
            let city = try City()
            try city.publish(100)
            let file = "\(city.directory)/more.csv"
            let rows = (1...500).map { "new-\($0),dev-new-\($0),acme/air-json,environment-dept\n" }.joined()
            try ("thing,hardware_id,model,agency\n" + rows).write(toFile: file, atomically: true, encoding: .utf8)
            let answer = try city.gateway.command(["device", "import", file])
            #expect(answer.status == 0, "\(answer.output)")
            let imported = ContinuousClock.now
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count + 500 }
            let took = ContinuousClock.now - imported
            #expect(took < .milliseconds(1_500), "it took \(took)")  // a second, and the status is a quarter old
            try city.publish(Sensors.payload(1), to: "field/environment/dev-new-500/up")
            try city.run("its reading arrives") { city.center.deliveries(of: "new-500").count == 1 }
            try city.settle()
            #expect(try city.gateway.logged("joined the field broker") == 1)
            #expect(try city.gateway.logged("reached the operations center") == 1)
            try city.expectAccount()
        }

        @Test func aRemovedDeviceIsUnknown() throws {
            let city = try City()
            let answer = try city.gateway.command(["device", "remove", "air-3"])
            #expect(answer.status == 0, "\(answer.output)")
            try city.run("the registry is taken") { try city.status()?.things == Sensors.count - 1 }
            try city.publish(Sensors.payload(1), to: "field/environment/dev3/up")
            try city.run("it is in quarantine") { try city.status()?.quarantined == 1 }
            #expect(city.center.deliveries.isEmpty)
        }

        @Test func aModelFileCountsWithoutARestart() throws {
            let city = try City()
            #expect(try city.gateway.command(Self.add("new-1", "dev-new")).status == 0)
            let model = CitySettings.airModel.replacing(#"property = "relative_humidity""#, with: #"property = "co2""#)
            try model.write(toFile: "\(city.directory)/models/air.toml", atomically: true, encoding: .utf8)
            var sequence = 0
            try city.run("readings come by the new model") {
                try city.publish(Sensors.payload(sequence), to: "field/environment/dev-new/up")
                sequence += 1
                let last = try city.center.deliveries(of: "new-1").last?.json
                return last?["observations"]?[1]?["property"]?.string == "co2"
            }
        }
    }
}
