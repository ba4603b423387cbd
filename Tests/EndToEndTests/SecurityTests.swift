import Gateway
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    @Suite struct SecurityTests {
        @Test func readingsTravelWithCertificatesOnBothLinks() throws {
            var settings = CitySettings()
            settings.certificates = try Certificates()
            let city = try City(settings)
            try city.publish(1_000)
            try city.settle()
            city.uplink.stop()
            try city.publish(500)
            city.field.stop()
            try city.field.start()
            try city.uplink.start()
            try city.publish(500)
            try city.settle()
            try city.expectAccount(duplicatesMax: 1_000)
        }

        @Test func aServerOfAnotherAuthorityGetsNothingAndLosesNothing() throws {
            var settings = CitySettings()
            settings.certificates = try Certificates()
            settings.startsGateway = false
            let city = try City(settings)
            let text = settings.text(
                fieldPort: city.field.port,
                uplinkPort: city.uplink.port,
                stateDirectory: city.stateDirectory
            )
            let others = try Certificates()
            let right = try #require(settings.certificates).caFile
            let parts = text.split(separator: "[uplink]", maxSplits: 1).map(String.init)
            let wrong = parts[0] + "[uplink]" + parts[1].replacing(right, with: others.caFile)
            try city.write(wrong)
            try city.gateway.start()
            try city.run("the field is joined") { try city.status()?.field.isConnected == true }
            try city.publish(200)
            try city.run("all are stored") { try city.status()?.backlog.rows == 200 }
            #expect(city.center.deliveries.isEmpty)
            #expect(try city.status()?.uplink.lastError?.contains("certificate") == true)
            city.gateway.kill()
            try city.write(text)
            try city.startGateway()
            try city.settle()
            try city.expectAccount()
        }
    }
}
