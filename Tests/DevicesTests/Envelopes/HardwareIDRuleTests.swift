import Devices
import Testing

/// Where routes find the hardware id.
struct HardwareIDRuleTests {
    private static func id(_ rule: String, topic: String = "a/b/c", payload: String = "{}") throws -> String {
        let opened = try Envelope.plain.open(
            topic: Array(topic.utf8),
            payload: Array(payload.utf8),
            hardwareID: HardwareIDRule(parsing: rule)
        )
        guard case .uplink(let uplink) = opened else { return "" }
        #expect(uplink.payload == Array(payload.utf8))
        return uplink.hardwareID
    }

    @Test func countsTopicLevelsFromOne() throws {
        #expect(try HardwareIDRuleTests.id("topic:1", topic: "field/air/dev-7/up") == "field")
        #expect(try HardwareIDRuleTests.id("topic:3", topic: "field/air/dev-7/up") == "dev-7")
        #expect(try HardwareIDRuleTests.id("topic:4", topic: "field/air/dev-7/up") == "up")
        #expect(throws: EnvelopeError.missingTopicLevel(level: 5)) {
            try HardwareIDRuleTests.id("topic:5", topic: "field/air/dev-7/up")
        }
        #expect(throws: EnvelopeError.invalidHardwareID) { try HardwareIDRuleTests.id("topic:2", topic: "a//b") }
    }

    @Test(arguments: [
        ("json:id", #"{"id":"dev-7"}"#, "dev-7"),
        ("json:id", #"{"id":4711}"#, "4711"),
        ("json:device.id", #"{"device":{"x":[1],"id":"é"},"z":1}"#, "é"),
        ("json:list.1.id", #"{"list":[{"id":"a"},{"id":"b"}]}"#, "b"),
        ("json:1", #"{"1":"name"}"#, "name"),
        ("json:id", #"{"id":"a","id":"b"}"#, "b"),
        ("json:i\"d", #"{"i\"d":"escaped"}"#, "escaped"),
    ])
    func findsTheMemberOfAPath(rule: String, payload: String, id: String) throws {
        #expect(try HardwareIDRuleTests.id(rule, payload: payload) == id)
    }

    @Test(arguments: [
        (#"{}"#, EnvelopeError.missingMember(name: "id")),
        (#"[]"#, .missingMember(name: "id")),
        (#"{"id":null}"#, .invalidMember(name: "id", offset: 6)),
        (#"{"id":1.5}"#, .invalidMember(name: "id", offset: 6)),
        (#"{"id":{}}"#, .invalidMember(name: "id", offset: 6)),
        (#"{"id":""}"#, .invalidHardwareID),
        (#"{"id":"a"} x"#, .malformedJSON(.trailingBytes(offset: 11))),
        (#"{"id":"a""#, .malformedJSON(.truncated(offset: 9))),
    ])
    func refusesPayloadsWithoutAnID(payload: String, fault: EnvelopeError) {
        #expect(throws: fault) { try HardwareIDRuleTests.id("json:id", payload: payload) }
    }

    @Test func anIDHasAtMost128BytesOfUTF8() throws {
        let longest = String(repeating: "a", count: 128)
        #expect(try HardwareIDRuleTests.id("topic:1", topic: longest) == longest)
        #expect(throws: EnvelopeError.invalidHardwareID) { try HardwareIDRuleTests.id("topic:1", topic: longest + "a") }
        #expect(throws: EnvelopeError.invalidHardwareID) {
            try Envelope.plain.open(topic: [0x61, 0xFF], payload: [], hardwareID: .topicLevel(1))
        }
    }

    @Test(arguments: [
        ("topic:0", HardwareIDRuleError.invalidLevel("0")),
        ("topic:129", .invalidLevel("129")),
        ("topic:+1", .invalidLevel("+1")),
        ("topic:03", .invalidLevel("03")),
        ("topic:", .invalidLevel("")),
        ("topic", .unknownKind("topic")),
        ("header:x", .unknownKind("header:x")),
        ("json:", .invalidPath(.emptyPart(index: 0))),
        ("json:a..b", .invalidPath(.emptyPart(index: 1))),
    ])
    func refusesRulesThatAreNone(text: String, fault: HardwareIDRuleError) {
        #expect(throws: fault) { try HardwareIDRule(parsing: text) }
    }

    @Test func aRuleIsWrittenAsItIsRead() throws {
        for text in ["topic:3", "json:device.id.0"] {
            #expect(try HardwareIDRule(parsing: text).description == text)
        }
    }
}
