import Devices
import Observations
import Store
import Testing

@testable import Gateway

struct ConfigurationReviewTests {
    @Test func aPlainConfigurationWithThingsHasNothingToSay() throws {
        #expect(try findings(things: [thing("a", "parametric/pcr2")]) == [])
    }

    @Test func thePlaceholderOfTheSampleIsNamed() throws {
        let found = try findings(host: "ioc.example", things: [thing("a", "parametric/pcr2")])
        #expect(found.map(\.place) == ["uplink.host"])
        #expect(found.first?.severity == .warning)
    }

    @Test func anUplinkOnTheOldProtocolHidesRefusals() throws {
        let found = try findings("protocol = 3", things: [thing("a", "parametric/pcr2")])
        #expect(found.map(\.place) == ["uplink.protocol"])
        #expect(found.first?.severity == .warning)
        #expect(found.first?.text.contains("acknowledges what it refuses") == true)
    }

    @Test func aRouteThatAnotherHidesIsNamed() throws {
        let route = "[[field.routes]]\nfilter = \"field/+/+/up\"\nenvelope = \"chirpstack\""
        let found = try findings(route, things: [thing("a", "parametric/pcr2")])
        #expect(found.map(\.place) == ["field.routes[1].filter"])
    }

    @Test func aPressureThatNeverCountsIsNamed() throws {
        let found = try findings("settle_timeout = \"5ms\"", things: [thing("a", "parametric/pcr2")])
        #expect(found.map(\.place) == ["uplink.pressure_timeout"])
        #expect(try findings("settle_timeout = 0", things: [thing("a", "parametric/pcr2")]) == [])
    }

    @Test func aPasswordInTheClearIsNamed() throws {
        let found = try findings("username = \"u\"\npassword_file = \"p\"", things: [thing("a", "parametric/pcr2")])
        #expect(found.map(\.place) == ["uplink.tls"])
    }

    @Test func anEmptyRegistryIsNamed() throws {
        #expect(try findings(things: []).map(\.place) == ["registry"])
    }

    @Test func thingsOfUnknownModelsAreFaults() throws {
        let things = try (1...7).map { try thing("a-\($0)", "acme/gone") } + [thing("b", "parametric/pcr2")]
        let found = try findings(things: things)
        #expect(found.map(\.severity) == [.fault])
        #expect(found.first?.place == "acme/gone")
        #expect(found.first?.text.contains("a-1, a-2, a-3, a-4, a-5 and 2 more") == true)
    }

    private func findings(_ lines: String = "", host: String = "ioc.city", things: [Thing]) throws
        -> [ConfigurationFinding]
    {
        let files = SettingsFiles(read: { _ in .success(Array("secret".utf8)) }, isDirectory: { _ in false })
        let configuration = try GatewayConfiguration(
            toml: GatewayConfigurationTests.shortest.replacing("ioc.example", with: host) + "\n" + lines,
            directory: "/",
            files: files,
            report: SettingsReport()
        )
        var groups: [ModelID: ThingsOfModel] = [:]
        for thing in things { groups[thing.model, default: ThingsOfModel(thing.model)].add(thing) }
        return ConfigurationReview.findings(configuration)
            + ConfigurationReview.findings(of: Array(groups.values), models: .builtIn)
    }

    private func thing(_ id: String, _ model: String) throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: id,
            model: try #require(ModelID(model)),
            agency: try Slug("agency"),
            domain: .traffic,
            name: id
        )
    }
}
