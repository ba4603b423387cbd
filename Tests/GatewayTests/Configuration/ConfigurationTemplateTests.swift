import Observations
import Testing

@testable import Gateway

struct ConfigurationTemplateTests {
    @Test func theTemplateIsTheSample() throws {
        #expect(ConfigurationTemplate.sample == (try SampleConfigurationTests.sample()))
    }

    @Test func aFirstConfigurationHasTheGatewaysOwnValues() throws {
        let text = ConfigurationTemplate.text(
            id: try Slug("g-9"),
            stateDirectory: "/a \"b\" \\c\u{1}",
            fieldHost: "field.example",
            uplinkHost: "10.0.0.1"
        )
        let files = SettingsFiles(read: { _ in .success([]) }, isDirectory: { _ in true })
        let configuration = try GatewayConfiguration(toml: text, directory: "/", files: files, report: SettingsReport())
        #expect(configuration.gateway.id.string == "g-9")
        #expect(configuration.gateway.stateDirectory == "/a \"b\" \\c\u{1}")
        #expect(configuration.field.connection.host == "field.example")
        #expect(configuration.field.connection.clientID == "g-9-field")
        #expect(configuration.uplink.connection.host == "10.0.0.1")
        #expect(configuration.uplink.connection.clientID == "g-9-uplink")
    }
}
