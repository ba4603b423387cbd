import Devices
import Testing

@testable import Gateway

/// Which envelopes a route may have, and which of them need or refuse a rule for the hardware id.
struct RouteSettingsTests {
    private static func routes(_ envelope: String, rule: String?) throws -> [RouteSettings] {
        try GatewayConfiguration(
            toml: """
                [gateway]
                id = "g-1"
                [[field.routes]]
                filter = "a/#"
                envelope = "\(envelope)"
                \(rule.map { "hardware_id = \"\($0)\"" } ?? "")
                [uplink]
                host = "ioc.example"
                """,
            directory: "/nowhere"
        ).field.routes
    }

    @Test(arguments: Envelope.allCases) func everyEnvelopeIsConfiguredByItsName(envelope: Envelope) throws {
        let rule = envelope.hardwareIDRule == .required ? "topic:2" : nil
        #expect(try Self.routes(envelope.rawValue, rule: rule).map(\.envelope) == [envelope])
    }

    @Test(arguments: Envelope.allCases) func aRuleIsTakenWhereItHasAMeaning(envelope: Envelope) throws {
        guard envelope.hardwareIDRule == .meaningless else {
            #expect(try Self.routes(envelope.rawValue, rule: "topic:2").map(\.hardwareID) == [.topicLevel(2)])
            return
        }
        let error = #expect(throws: ConfigurationError.self) { try Self.routes(envelope.rawValue, rule: "topic:2") }
        #expect(error.map { "\($0)" }?.contains(envelope.rawValue) == true)
    }

    @Test func anEnvelopeThatDoesNotExistIsRefusedWithThoseThatDo() {
        let error = #expect(throws: ConfigurationError.self) { try Self.routes("sparkplug", rule: nil) }
        let text = error.map { "\($0)" } ?? ""
        #expect(Envelope.allCases.allSatisfy { text.contains($0.rawValue) }, "\(text)")
    }
}
