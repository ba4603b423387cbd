import Devices
import Observations
import Testing

/// UltraLight 2.0, by the examples of its manual.
struct UltralightTests {
    static let topic = "/4jggokgpepnvsb2uv4s40d59ov/unit-7/attrs"

    private static func open(
        _ message: String,
        topic: String = topic,
        rule: HardwareIDRule? = nil
    ) throws(EnvelopeError) -> [Uplink] {
        switch try Envelope.ultralight.open(
            topic: Array(topic.utf8),
            payload: Array(message.utf8),
            hardwareID: rule
        ) {
        case .uplink(let uplink): return [uplink]
        case .uplinks(let uplinks): return uplinks
        case .deviceEvent: return []
        }
    }

    private static func texts(_ uplinks: [Uplink]) -> [String] {
        uplinks.map { String(decoding: $0.payload, as: UTF8.self) }
    }

    @Test(arguments: [
        ("t|15|k|abc", [#"{"t":15,"k":"abc"}"#]), ("t|15\r\n", [#"{"t":15}"#]),
        ("gps|1.2/3.4#t|10", [#"{"gps":"1.2/3.4"}"#, #"{"t":10}"#]),
        ("on|true|off|false|x||y|-1.5e3|z|007", [#"{"on":true,"off":false,"x":"","y":-1.5e3,"z":"007"}"#]),
        (#"a"b|c\d"#, [#"{"a\"b":"c\\d"}"#]), ("n|null|o|{}", [#"{"n":"null","o":"{}"}"#]),
        ("t|nhiệt", [#"{"t":"nhiệt"}"#]),
    ])
    func measuresBecomeMembers(message: String, texts: [String]) throws {
        let uplinks = try Self.open(message)
        #expect(Self.texts(uplinks) == texts)
        #expect(uplinks.allSatisfy { $0.hardwareID == "unit-7" && $0.deviceTime == nil })
        #expect(uplinks.map(\.part) == Array(uplinks.indices))
    }

    @Test func aGroupMayHaveATimeOfItsOwn() throws {
        let uplinks = try Self.open("2026-11-23T08:00:00Z|lle|100#lle|90#2026-11-23T07:00:00.5|lle|80")
        #expect(Self.texts(uplinks) == [#"{"lle":100}"#, #"{"lle":90}"#, #"{"lle":80}"#])
        #expect(
            uplinks.map(\.deviceTime) == [
                Timestamp(microseconds: 1_795_420_800_000_000), nil, Timestamp(microseconds: 1_795_417_200_500_000),
            ]
        )
        #expect(Set(uplinks.map(\.identity)).count == 1, "ids are made of the whole message and the part")
    }

    @Test func oneValueCanHaveATopicOfItsOwn() throws {
        let uplinks = try Self.open("27.5", topic: "/ul/key/unit-7/attrs/temperature")
        #expect(Self.texts(uplinks) == [#"{"temperature":27.5}"#])
        #expect(uplinks.map(\.hardwareID) == ["unit-7"])
        let other = try Self.open("27.5", topic: "/ul/key/unit-7/attrs/humidity")
        #expect(other[0].identity != uplinks[0].identity)
    }

    @Test func theRoutesRuleComesFirst() throws {
        let uplinks = try Self.open("t|1", topic: "a/b/c", rule: .topicLevel(2))
        #expect(uplinks.map(\.hardwareID) == ["b"])
    }

    @Test(arguments: [("/key/unit-7/cmdexe", DeviceEvent.ack), ("/key/unit-7/cmd", .command)])
    func commandsAreNews(topic: String, event: DeviceEvent) throws {
        let opened = try Envelope.ultralight.open(
            topic: Array(topic.utf8),
            payload: Array("unit-7@ping|pong".utf8),
            hardwareID: nil
        )
        guard case .deviceEvent(let found, "unit-7") = opened else {
            Issue.record("an uplink")
            return
        }
        #expect(found == event)
    }

    @Test(arguments: [
        ("", EnvelopeError.malformedText(offset: 0)), (" \n", .malformedText(offset: 0)),
        ("t", .malformedText(offset: 0)), ("t|1|k", .malformedText(offset: 0)), ("t|1#k", .malformedText(offset: 4)),
        ("t|1#", .malformedText(offset: 4)), ("|1", .malformedText(offset: 0)), ("t|1||2", .malformedText(offset: 4)),
        ("2026-11-23T08:00:00Z", .malformedText(offset: 20)), ("2026-13-23T08:00:00Z|t|1", .malformedText(offset: 0)),
    ])
    func refusesMessagesThatAreNone(message: String, fault: EnvelopeError) {
        let found = #expect(throws: EnvelopeError.self) { try Self.open(message) }
        guard case .malformedText = found, case .malformedText = fault else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func aTopicWithoutDeviceIsRefused() {
        #expect(throws: EnvelopeError.missingTopicLevel(level: 2)) { try Self.open("t|1", topic: "attrs") }
        #expect(throws: EnvelopeError.invalidHardwareID) { try Self.open("t|1", topic: "/attrs") }
    }
}
