import Foundation
import Gateway
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// The doctor visits brokers beside a gateway that runs.
    @Suite struct DoctorTests {
        private static func examine(_ city: City, seesBroker: Bool = true) throws
            -> (status: Int32, findings: [[String: String]])
        {
            let broker = seesBroker ? "\(city.field.directory)/mosquitto.conf" : "/nowhere"
            let answer = try city.gateway.command(["doctor", "-o", "json", "--broker-configuration", broker])
            let text = answer.output[(answer.output.firstIndex(of: "{") ?? answer.output.startIndex)...]
            let end = try #require(text.range(of: "\n]}\n")?.upperBound, "\(answer.output)")
            let object = try JSONSerialization.jsonObject(with: Data(text[..<end].utf8)) as? [String: Any]
            return (answer.status, try #require(object?["findings"] as? [[String: String]]))
        }

        private static func verdict(_ findings: [[String: String]], _ section: String, _ check: String) -> String? {
            findings.first { $0["section"] == section && $0["check"] == check }?["verdict"]
        }

        @Test func aRunningGatewayIsNotDisturbed() throws {
            let city = try City()
            city.sensors.remaining = .max
            try city.run("readings flow") { city.center.samples.count > 200 }
            let (status, findings) = try Self.examine(city)
            #expect(status == 0, "\(findings)")
            for section in ["field", "uplink"] {
                for check in ["link", "connect", "broker"] {
                    #expect(Self.verdict(findings, section, check) == "ok", "\(section) \(check): \(findings)")
                }
            }
            #expect(Self.verdict(findings, "gateway", "status") == "ok")
            #expect(Self.verdict(findings, "field", "filters") == "ok")
            #expect(Self.verdict(findings, "uplink", "publish") == "ok")
            try city.run("readings flow on") { city.sensors.acknowledged.count > 1_000 }
            try city.settle()
            try city.expectAccount()
            #expect(try city.gateway.logged("joined the field broker") == 1)
            #expect(try city.gateway.logged("reached the operations center") == 1)
            #expect(city.center.statuses["doctor"] == nil)
        }

        /// Its certificate would make a second client look like the gateway itself.
        @Test func whereABrokerMayConfuseThemTheGatewayItselfIsAsked() throws {
            var settings = CitySettings()
            settings.certificates = try Certificates()
            let city = try City(settings)
            try city.run("the filters are granted") { try city.status()?.field.terms?.granted == 2 }
            let (_, findings) = try Self.examine(city, seesBroker: false)
            #expect(Self.verdict(findings, "field", "filters") == "ok", "\(findings)")
            #expect(Self.verdict(findings, "field", "broker") == "not seen")
            #expect(Self.verdict(findings, "uplink", "publish") == "not seen")
            #expect(Self.verdict(findings, "certificates", "client") == "warn", "it is valid for a day")
            #expect(try !city.field.log().contains("-doctor-"))
            #expect(try !city.uplink.log().contains("-doctor-"))
            #expect(try city.gateway.logged("joined the field broker") == 1)
        }
    }
}
