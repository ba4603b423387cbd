import Testing

@testable import TestCity
@testable import Torture

struct MQTTFrameTests {
    private func frame(_ bytes: [UInt8]) throws -> MQTTFrame {
        guard case .frame(let frame) = MQTTFrame.scan(bytes, at: 0) else { throw ScanFailed() }
        return frame
    }

    private struct ScanFailed: Error {}

    private let topic = Array("field/e/dev3/up".utf8)
    private let payload = Array(#"{"seq":41}"#.utf8)

    @Test(arguments: [4, 5] as [UInt8])
    func aPublishIsReadWithAndWithoutProperties(level: UInt8) throws {
        let properties: [UInt8] = level == 5 ? [2, 0x01, 0x01] : []
        let body = [0, UInt8(topic.count)] + topic + [0x12, 0x34] + properties + payload
        let message = try #require(try frame([0x32, UInt8(body.count)] + body).publication(level: level))
        #expect(message.identifier == 0x1234)
        #expect(Sample(message) == Sample(thing: "air-3", sequence: 41))
    }

    @Test func aReadingOfTheGatewayIsTheSampleOfItsThing() {
        let text = Array(#"{"thing":"air-3","parameters":{"seq":7}}"#.utf8)
        let message = MQTTFrame.Publication(identifier: 1, topic: "ioc/v1/a/environment/air-3/reading", payload: text)
        #expect(Sample(message) == Sample(thing: "air-3", sequence: 7))
        #expect(Sample(MQTTFrame.Publication(identifier: 1, topic: "ioc/v1/gateways/gw/state", payload: text)) == nil)
    }

    @Test func aRefusalIsToldFromAnAcknowledgement() throws {
        #expect(try frame([0x40, 2, 1, 2]).acknowledgement.map { $0.identifier == 0x0102 && !$0.isRefusal } == true)
        #expect(try frame([0x40, 3, 1, 2, 0x10]).acknowledgement?.isRefusal == false)
        #expect(try frame(MQTTFrame.puback(0x0102, reason: 0x87)).acknowledgement?.isRefusal == true)
    }

    @Test func everyPrefixIsIncompleteAndGarbageIsMalformed() {
        let whole: [UInt8] = [0x30, 0x81, 0x01] + [UInt8](repeating: 0, count: 129)
        for count in whole.indices {
            guard case .incomplete = MQTTFrame.scan(Array(whole[..<count]), at: 0) else {
                Issue.record("\(count) bytes are no packet")
                continue
            }
        }
        for garbage: [UInt8] in [[0x00, 0x00], [0x30, 0xFF, 0xFF, 0xFF, 0xFF]] {
            guard case .malformed = MQTTFrame.scan(garbage, at: 0) else {
                Issue.record("no packet begins with \(garbage)")
                continue
            }
        }
    }

    @Test func brokenPacketsAreNotRead() throws {
        #expect(try frame([0x32, 2, 0, 9]).publication(level: 5) == nil)
        #expect(try frame([0x32, 1, 0]).publication(level: 5) == nil)
        #expect(try frame([0x40, 0]).acknowledgement == nil)
        #expect(try frame([0x10, 1, 0]).protocolLevel == nil)
    }
}
