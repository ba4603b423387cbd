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

    @Test func whatIsQuarantinedForAnotherReasonHasNone() async throws {
        let suggestion = try suggestion(await CommandPlace())
        let payload = try #require(Hexadecimal.decode("be01040005000900640070189c00000115"))
        #expect(suggestion.text(for: entry(payload, reason: .tooLarge)) == nil)
        #expect(suggestion.text(for: entry([], reason: .unknownDevice)) == nil)
    }
}
