import Foundation
import Logging
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

struct GatewayConfigurationTests {
    /// The shortest configuration: what has no default.
    static let shortest = """
        [gateway]
        id = "g-1"
        [[field.routes]]
        filter = "field/+/+/up"
        envelope = "plain"
        hardware_id = "topic:3"
        [uplink]
        host = "ioc.example"
        """

    @Test func leavesEverythingThatHasADefaultToItsDefault() throws {
        let configuration = try GatewayConfiguration(toml: Self.shortest, directory: "/nowhere")
        #expect(configuration.gateway.stateDirectory == "/var/lib/gateway")
        #expect(configuration.field.connection.host == "127.0.0.1")
        #expect(configuration.field.connection.clientID == "g-1-field")
        #expect(configuration.uplink.connection.clientID == "g-1-uplink")
        #expect(configuration.field.connection.protocolVersion == .v5)
        #expect(configuration.field.sessionExpiry == .seconds(30 * 86400))
        #expect(configuration.uplink.prefix.string == "ioc/v1")
        #expect(configuration.uplink.settleTimeout == .milliseconds(250))
        #expect(configuration.outbox.maximumBytes.bytes == 1 << 30)
        #expect(configuration.outbox.maximumRows == nil)
        #expect(configuration.outbox.whenFull == .backpressure)
        #expect(configuration.quarantine.perDevice == 20)
        #expect(configuration.devices.modelsDirectory == nil)
        #expect(configuration.log.level == .info)
    }

    @Test func aConnectionWithTLSUsesItsPort() throws {
        let configuration = try read(adding: "tls = {}")
        #expect(configuration.uplink.connection.port == 8883)
        #expect(configuration.uplink.connection.tls?.authoritiesFile == TLSSettings.systemAuthorities)
    }

    @Test func zeroNeedsNoUnit() throws {
        #expect(try read(adding: "settle_timeout = 0").uplink.settleTimeout == .zero)
        #expect(try read(adding: "settle_timeout = \"0\"").uplink.settleTimeout == .zero)
    }

    @Test func relativePathsAreRelativeToTheFile() throws {
        let text = Self.shortest.replacing("id = \"g-1\"", with: "id = \"g-1\"\nstate_directory = \"state\"")
        #expect(try GatewayConfiguration(toml: text, directory: "/a/b/").gateway.stateDirectory == "/a/b/state")
    }

    /// One wrong line of [uplink], the key it is reported at, and words of the report.
    @Test(arguments: [
        ("port = 0", "uplink.port", "1 to 65535"),
        ("port = \"1883\"", "uplink.port", "a text, not a whole number"),
        ("protocol = 4", "uplink.protocol", "5 (MQTT 5) or 3"),
        ("keepalive = \"29s\"", "uplink.keepalive", "\"30s\" to"),
        ("keepalive = 60", "uplink.keepalive", "60 has no unit"),
        ("keepalive = \"60\"", "uplink.keepalive", "is not a duration"),
        ("client_id = \"\"", "uplink.client_id", "1 to 256 bytes"),
        ("username = \"a\\tb\"", "uplink.username", "without control characters"),
        ("maximum_packet_size = \"1KB\"", "uplink.maximum_packet_size", "KiB"),
        ("maximum_packet_size = \"1B\"", "uplink.maximum_packet_size", "is out of range"),
        ("prefix = \"ioc/V1\"", "uplink.prefix", "a-z, 0-9"),
        ("prefix = \"ioc//v1\"", "uplink.prefix", "topic levels"),
        ("window = 1001", "uplink.window", "1 to 1000"),
        ("settle_timeout = \"16s\"", "uplink.settle_timeout", "\"15s\""),
        ("settle_timout = \"1s\"", "uplink.settle_timout", "did you mean uplink.settle_timeout?"),
        ("receive_maximum = 3", "uplink.receive_maximum", "is not a key"),
        ("tls = true", "uplink.tls", "a table"),
        ("tls = { ca = \"x\" }", "uplink.tls.ca", "is not a key"),
        ("tls = { ca_file = \"/nowhere/ca.pem\" }", "uplink.tls.ca_file", "there is no such file"),
        ("tls = { key_file = \"\(#filePath)\" }", "uplink.tls.certificate_file", "is missing"),
        ("password_file = \"/dev/null\"", "uplink.password_file", "no username"),
        (
            "username = \"a\"\npassword_file = \"/nowhere/p\"", "uplink.password_file",
            "/nowhere/p: there is no such file"
        ),
    ])
    func namesTheKeyAndWhatIsAllowed(line: String, key: String, words: String) {
        let error = #expect(throws: ConfigurationError.self) { try read(adding: line) }
        #expect(error?.faults.map(\.key) == [key])
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: ["", "\n", "a\u{0}b", String(repeating: "x", count: 65_536)])
    func refusesAFileThatHoldsNoPassword(content: String) {
        let files = SettingsFiles(read: { _ in .success(Array(content.utf8)) }, isDirectory: { _ in false })
        let text = Self.shortest + "\nusername = \"u\"\npassword_file = \"p\""
        let error = #expect(throws: ConfigurationError.self) {
            try GatewayConfiguration(toml: text, directory: "/", files: files, report: SettingsReport())
        }
        #expect(error?.faults.map(\.key) == ["uplink.password_file"])
    }

    @Test(arguments: ["mqtt://ioc.example", "ioc.example:1883", "", "a b"])
    func refusesAHostThatIsMoreThanAName(host: String) {
        let text = Self.shortest.replacing("ioc.example", with: host)
        let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(toml: text, directory: "/") }
        #expect(error?.faults.map(\.key) == ["uplink.host"])
    }

    @Test func acceptsAnAddressOfTheNewInternet() throws {
        let text = Self.shortest.replacing("ioc.example", with: "2001:db8::7")
        #expect(try GatewayConfiguration(toml: text, directory: "/").uplink.connection.host == "2001:db8::7")
    }

    @Test func reportsAllFaultsAtOnce() {
        let text = """
            [gatway]
            [gateway]
            id = "Big City"
            [field]
            port = 70000
            [[field.routes]]
            filter = 3
            colour = "red"
            [uplink]
            [outbox]
            when_full = "panic"
            maximum_rows = -1
            [quarantine]
            per_device = 0
            [devices]
            models = "/nowhere"
            [log]
            level = "loud"
            """
        let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(toml: text, directory: "/") }
        let keys = error?.faults.map(\.key) ?? []
        let expected = [
            "gateway.id", "field.port", "field.routes[0].filter", "field.routes[0].envelope", "field.routes[0].colour",
            "uplink.host", "outbox.maximum_rows", "outbox.when_full", "quarantine.per_device", "devices.models",
            "log.level", "gatway",
        ]
        #expect(keys == expected)
        #expect(error?.description.contains("did you mean gateway?") == true)
    }

    @Test func anEmptyFileIsToldWhatItLacks() {
        let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(toml: "", directory: "/") }
        #expect(error?.faults.map(\.key) == ["gateway.id", "field.routes", "uplink.host"])
    }

    @Test func aTextThatIsNotTOMLIsReportedWithItsPlace() {
        let error = #expect(throws: ConfigurationError.self) {
            try GatewayConfiguration(toml: "[gateway]\nid = bd", directory: "/")
        }
        #expect(error?.faults.first?.key.hasPrefix("line 2, column ") == true)
    }

    @Test func aNULByteHidesNothing() {
        let text = Self.shortest + "\n\u{0}[log]\nlevel = \"loud\""
        #expect(throws: ConfigurationError.self) { try GatewayConfiguration(toml: text, directory: "/") }
    }

    @Test func theFileIsNamedInEveryFault() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).toml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("colour = 1".utf8).write(to: file)
        let path = file.path(percentEncoded: false)
        let error = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(path: path) }
        #expect(error?.description.split(separator: "\n").allSatisfy { $0.hasPrefix("\(path): ") } == true)

        let missing = #expect(throws: ConfigurationError.self) { try GatewayConfiguration(path: "/nowhere/g.toml") }
        #expect(missing?.description == "/nowhere/g.toml: there is no such file")
    }

    @Test func aPasswordIsReadAndNeverPrinted() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).password")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("open sesame\r\n".utf8).write(to: file)
        let path = file.path(percentEncoded: false)
        let configuration = try read(adding: "username = \"u\"\npassword_file = \"\(path)\"")
        #expect(configuration.uplink.connection.password?.string == "open sesame")
        var printed = "\(configuration) \(String(reflecting: configuration))"
        dump(configuration, to: &printed)
        #expect(!printed.contains("sesame"))
    }

    private func read(adding line: String) throws(ConfigurationError) -> GatewayConfiguration {
        try GatewayConfiguration(toml: Self.shortest + "\n" + line, directory: "/nowhere")
    }
}
