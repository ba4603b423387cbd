import Devices
import Foundation
import Gateway
import Observations
import Store
import Testing

@testable import GatewayCLI

/// Which model a quarantined message is said to be of.
struct ModelSuggestionTests {
    private func suggestion(_ place: CommandPlace) throws -> ModelSuggestion {
        ModelSuggestion(try GatewayConfiguration(path: place.configuration), try place.models())
    }

    private func entry(_ payload: [UInt8], reason: QuarantineReason) -> QuarantineEntry {
        QuarantineEntry(
            hardwareID: "unheard-1",
            topic: Array("field/environment/unheard-1/up".utf8),
            payload: payload,
            received: Timestamp(microseconds: 1_795_392_000_000_000),
            reason: reason,
            detail: ""
        )
    }

    @Test func theMessageOfAnUnknownDeviceHasASuggestion() async throws {
        let suggestion = try suggestion(await CommandPlace())
        let payload = try #require(Hexadecimal.decode("be01040005000900640070189c00000115"))
        let text = try #require(suggestion.text(for: entry(payload, reason: .unknownDevice)))
        #expect(text.hasPrefix("parametric/pcr2"), "\(text)")
    }

    @Test(arguments: ["Milesight EM300-TH (AS923)", "em300_th", "Unknown maker"])
    func theModelThatTheNetworkServerNamesIsTheSuggestion(profile: String) async throws {
        let suggestion = try suggestion(await CommandPlace())
        let message = """
            {"deviceInfo":{"devEui":"24e124136b502217","deviceProfileName":"\(profile)"},"fPort":85,"data":"AXVcA2c0AQRoZQ=="}
            """
        let entry = QuarantineEntry(
            hardwareID: "24e124136b502217",
            topic: Array("application/1/device/24e124136b502217/event/up".utf8),
            payload: Array(message.utf8),
            received: Timestamp(microseconds: 1_795_392_000_000_000),
            reason: .unknownDevice,
            detail: ""
        )
        let text = try #require(suggestion.text(for: entry))
        #expect((text == "milesight/em300-th") == (profile != "Unknown maker"), "\(text)")
        #expect(text.hasPrefix("milesight/"))
    }

    @Test func theStacksModelIsTaken() throws {
        let version = #"{"uplink_message":{"version_ids":{"brand_id":"milesight-iot","model_id":"em300-th"}}}"#
        let profile = try #require(NetworkProfile(message: Array(version.utf8)))
        #expect(profile.agreement(with: "em300-th") == 7)
        #expect(profile.agreement(with: "em300-mcs") == 0)
        #expect(profile.agreement(with: "em") == 0)
        #expect(NetworkProfile(message: Array(#"{"deviceInfo":{}}"#.utf8)) == nil)
        #expect(NetworkProfile(message: [0xFF]) == nil)
    }

    @Test func whatIsQuarantinedForAnotherReasonHasNone() async throws {
        let suggestion = try suggestion(await CommandPlace())
        let payload = try #require(Hexadecimal.decode("be01040005000900640070189c00000115"))
        #expect(suggestion.text(for: entry(payload, reason: .tooLarge)) == nil)
        #expect(suggestion.text(for: entry([], reason: .unknownDevice)) == nil)
    }
}
