import MQTT
import Store
import Testing

@testable import Gateway

struct ConfigurationOptionsTests {
    @Test func theFieldKeepsItsSessionAndItsWindow() throws {
        let text = """
            [gateway]
            id = "g-1"
            state_directory = "/state"
            [field]
            host = "field.example"
            port = 1884
            keepalive = "90s"
            username = "gateway"
            session_expiry = "2d"
            receive_maximum = 300
            maximum_packet_size = "8KiB"
            [[field.routes]]
            filter = "#"
            envelope = "chirpstack"
            [uplink]
            host = "ioc.example"
            protocol = 3
            tls = {}
            [outbox]
            maximum_bytes = "2MiB"
            maximum_rows = 7
            when_full = "drop_oldest"
            [quarantine]
            maximum_bytes = "1MiB"
            per_device = 3
            """
        let configuration = try GatewayConfiguration(toml: text, directory: "/")

        var field = ConnectionOptions(host: "field.example", port: 1884, clientID: "g-1-field")
        field.keepaliveSeconds = 90
        field.username = "gateway"
        field.sessionExpirySeconds = 172_800
        field.receiveMaximum = 300
        field.maximumPacketSizeBytes = 8192
        field.cleanStart = false
        #expect(configuration.field.connectionOptions == field)
        #expect(configuration.field.effectiveWindow == 300)

        var uplink = ConnectionOptions(host: "ioc.example", port: 8883, clientID: "g-1-uplink")
        uplink.protocolVersion = .v311
        uplink.tls = TLSOptions(caFile: TLSSettings.systemAuthorities)
        uplink.maximumPacketSizeBytes = 262_144
        #expect(configuration.uplink.connectionOptions == uplink)

        let limits = StoreLimits(
            maximumBytes: 2 << 20,
            maximumRows: 7,
            whenFull: .dropOldest,
            quarantineBytes: 1 << 20,
            quarantinePerDevice: 3
        )
        #expect(configuration.storeLimits == limits)
        #expect(configuration.bufferPath == "/state/buffer.db")
    }

    @Test func aFieldOnTheOldProtocolHasTheBrokersWindow() throws {
        let text = GatewayConfigurationTests.shortest.replacing(
            "[[field.routes]]",
            with: "[field]\nprotocol = 3\nwindow = 100\n[[field.routes]]"
        )
        let field = try GatewayConfiguration(toml: text, directory: "/").field
        #expect(field.effectiveWindow == 100)
        #expect(field.connectionOptions.receiveMaximum == nil)
        #expect(field.connectionOptions.sessionExpirySeconds == nil)
        #expect(!field.connectionOptions.cleanStart)
    }
}
