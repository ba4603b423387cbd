import Devices
import JSONSchema
import Observations
import Store
import Testing

@testable import Gateway

/// The lines that followers read.
@Suite struct LiveEventTests {
    private static func json(_ event: LiveEvent) throws -> JSONValue {
        var bytes: [UInt8] = []
        event.writeLine(to: &bytes)
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
        return try JSONValue(parsing: Array(bytes.dropLast()))
    }

    @Test func aReadingIsToldWithItsBytesAsTheyAre() throws {
        var bytes: [UInt8] = []
        let event = LiveFilterTests.reading(.buffered)
        event.writeLine(to: &bytes)
        guard case .reading(let settled, _) = event else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix(#","reading":"# + String(decoding: settled.reading.body, as: UTF8.self) + "}\n"))
        let json = try LiveEventTests.json(event)
        #expect(json["event"]?.string == "reading")
        #expect(json["state"]?.string == "buffered")
        #expect(json["hardwareID"]?.string == "dev1")
        #expect(json["topic"]?.string == "ioc/v1/environment-dept/environment/air-1/reading")
        #expect(json["reading"]?["thing"]?.string == "air-1")
    }

    @Test func aPayloadInQuarantineIsShownUpToABound() throws {
        let short = try LiveEventTests.json(LiveFilterTests.refusal(nil, hardwareID: "dev1"))
        #expect(short["payload"]?.string == "01ab")
        let thing = try IntakeTests.thing("air-1", "acme/plain")
        let payload = [UInt8](repeating: 7, count: LiveEvent.payloadBytesMax + 1)
        let long = try LiveEventTests.json(LiveFilterTests.refusal(thing, hardwareID: "dev1", payload: payload))
        #expect(long["payload"]?.string?.count == 2 * LiveEvent.payloadBytesMax)
        #expect(long["payloadBytes"]?.number == Double(payload.count))
        #expect(long["reason"]?.string == "undecodable")
        #expect(long["detail"]?.string == "byte 3")
        #expect(long["thing"]?.string == "air-1")
    }

    @Test func textOfDevicesCannotBreakALine() throws {
        let event = LiveEvent.link(.uplink, isOpen: false, reason: "a\n\"b\"", at: GatewayVersion.released)
        #expect(try LiveEventTests.json(event)["reason"]?.string == "a\n\"b\"")
    }
}
