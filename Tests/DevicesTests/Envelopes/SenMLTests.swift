import Devices
import Observations
import Testing

/// SenML, by the examples of RFC 8428 section 5.1 (values of our own where they would be long).
struct SenMLTests {
    private static let received = Timestamp(microseconds: 1_795_420_800_000_000)

    private static func open(
        _ payload: [UInt8],
        rule: HardwareIDRule? = nil
    ) throws(EnvelopeError) -> [Uplink] {
        var memory = EnvelopeMemory()
        let opened = try Envelope.senml.open(
            topic: Array("senml/station-1".utf8),
            payload: payload,
            hardwareID: rule,
            receivedAt: received,
            memory: &memory
        )
        guard case .uplinks(let uplinks) = opened else { return [] }
        return uplinks
    }

    private static func open(_ text: String, rule: HardwareIDRule? = nil) throws(EnvelopeError) -> [Uplink] {
        try open(Array(text.utf8), rule: rule)
    }

    private static func texts(_ uplinks: [Uplink]) -> [String] {
        uplinks.map { uplink in
            let text = String(decoding: uplink.payload, as: UTF8.self)
            #expect(text.contains(#""@units":{"#), "the mark of a part of a pack")
            return "\(uplink.hardwareID) \(text)".replacing(#","@units":{}"#, with: "")
        }
    }

    @Test(arguments: [
        (
            #"[{"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}]"#,
            [#"urn:dev:ow:10e2073a01080063 {"value":23.1,"@units":{"value":"Cel"}}"#]
        ),
        (
            #"[{"bn":"urn:dev:ow:10e2073a01080063:","n":"voltage","u":"V","v":120.1},{"n":"current","u":"A","v":1.2}]"#,
            [
                #"urn:dev:ow:10e2073a01080063 {"voltage":120.1,"current":1.2,"#
                    + #""@units":{"voltage":"V","current":"A"}}"#
            ]
        ),
        (
            #"[{"bn":"urn:dev:ow:10e2073a01080063:","n":"temp","u":"Cel","v":23.1},{"n":"label","vs":"Machine Room"},"#
                + #"{"n":"open","vb":false},{"n":"nfc-reader","vd":"aGkgCg"}]"#,
            [
                #"urn:dev:ow:10e2073a01080063 {"temp":23.1,"label":"Machine Room","open":false,"#
                    + #""nfc-reader":"aGkgCg","@units":{"temp":"Cel"}}"#
            ]
        ),
        (
            #"[{"bn":"a/","n":"x","v":1},{"bn":"b/","n":"x","v":2}]"#, [#"a {"x":1}"#, #"b {"x":2}"#]
        ),
        (#"[{"n":"site-4/temp","v":1}]"#, [#"site-4 {"temp":1}"#]),
        (
            #"[{"bn":"m:","bv":100,"bs":10,"bu":"W","n":"e","v":1,"s":2},{"n":"f","s":1}]"#,
            [#"m {"e":101,"e_sum":12,"f_sum":11,"@units":{"e":"W","f":"W"}}"#]
        ),
        (#" [{"bn":"m","bver":10,"custom":[1,{"a":2}],"n":"e","v":1,"ut":9}]"#, [#"m {"e":1}"#]),
    ])
    func packsBecomeObjectsByDevice(text: String, expected: [String]) throws {
        #expect(Self.texts(try Self.open(text)) == expected)
    }

    @Test func recordsOfDifferentTimesAreUplinksOfTheirOwnTheOldestFirst() throws {
        let uplinks = try Self.open(
            #"[{"bn":"m:","bt":1.795420800e+09,"n":"c","v":1,"t":-5},{"n":"c","v":3},{"n":"d","v":4},{"n":"c","v":2,"t":-4.5}]"#
        )
        #expect(Self.texts(uplinks) == [#"m {"c":1}"#, #"m {"c":2}"#, #"m {"c":3,"d":4}"#])
        #expect(
            uplinks.map(\.deviceTime) == [
                Self.received.advanced(byMicroseconds: -5_000_000), Self.received.advanced(byMicroseconds: -4_500_000),
                Self.received,
            ]
        )
        #expect(uplinks.map(\.part) == [0, 1, 2])
    }

    @Test func smallTimesCountFromNowAndNoneIsNow() throws {
        let uplinks = try Self.open(#"[{"bn":"m:","n":"c","v":1,"t":-60},{"n":"c","v":2}]"#)
        #expect(uplinks.map(\.deviceTime) == [Self.received.advanced(byMicroseconds: -60_000_000), nil])
    }

    @Test func theRoutesRuleComesFirst() throws {
        let uplinks = try Self.open(#"[{"bn":"urn:x:","n":"c","v":1}]"#, rule: .topicLevel(2))
        #expect(Self.texts(uplinks) == [#"station-1 {"c":1}"#])
    }

    @Test func aPackInCBORSaysTheSame() throws {
        // [{-2: "m:", -3: 1795420800, 0: "t", 1: "Cel", 2: 23.5 (half)}, {0: "on", 4: true}, {0: "b", 8: h'68690a'},
        //  {0: "n", 2: -7}], the array and the third map without a length
        let pack: [UInt8] =
            [0x9F, 0xA5, 0x21, 0x62, 0x6D, 0x3A, 0x22, 0x1A, 0x6B, 0x04, 0x02, 0x80, 0x00, 0x61, 0x74]
            + [0x01, 0x63, 0x43, 0x65, 0x6C, 0x02, 0xF9, 0x4D, 0xE0]
            + [0xA2, 0x00, 0x62, 0x6F, 0x6E, 0x04, 0xF5]
            + [0xBF, 0x00, 0x61, 0x62, 0x08, 0x43, 0x68, 0x69, 0x0A, 0xFF]
            + [0xA2, 0x00, 0x61, 0x6E, 0x02, 0x26, 0xFF]
        let uplinks = try Self.open(pack)
        #expect(
            Self.texts(uplinks) == [#"m {"t":23.5,"on":true,"b":"68690a","n":-7,"@units":{"t":"Cel"}}"#]
        )
        #expect(uplinks.map { $0.deviceTime?.microseconds } == [0x6B04_0280 * 1_000_000])
    }

    @Test(arguments: [
        ("[", "malformed-json", 1), ("[1]", "invalid-value", 1), ("[]", "nothing-found", 0),
        (#"[{"bn":"m","v":"1"}]"#, "invalid-value", 16), (#"[{"bn":"m","v":1,"need_":1}]"#, "invalid-value", 18),
        (#"[{"bn":"m","bver":11,"v":1}]"#, "invalid-value", 1), (#"[{"bn":"m","v":1}]x"#, "malformed-json", 18),
        ("{}", "invalid-value", 0), ("", "truncated", 0),
    ])
    func refusesPacksThatAreNone(text: String, reason: String, offset: Int) {
        let fault = #expect(throws: EnvelopeError.self) { try Self.open(text) }
        guard case .malformedPack(let error) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(error.reason.rawValue == reason && error.offset == offset, "\(error)")
        #expect(fault?.description.hasPrefix("the message is not a SenML pack: ") == true)
    }

    /// What the envelope hands on is read by the model of packs, units included.
    @Test func thePartsOfAPackAreReadByTheModelOfPacks() throws {
        let model = try #require(ModelID("senml/pack").flatMap { ModelCatalogue.builtIn[$0] })
        let text =
            #"[{"bn":"a:","n":"temp","u":"Far","v":1},{"n":"temperature","u":"K","v":300.15},{"n":"door","vb":true}]"#
        let uplink = try #require(try Self.open(text).first)
        let context = DecodingContext(port: nil, receivedAt: Self.received)
        let reading = try #require(try model.decode(uplink.payload, context).readings.first)
        #expect(reading.observations == [Observation(.airTemperature, 27), Observation(.doorOpen, true)])
        #expect(reading.parameters.map(\.name) == ["temp", "temp unit"])
        for payload in ["{", "{}", #"{"x":[1]}"#, #"{"x":1}"#, #"{"@units":{}}"#, #"{"x":[1],"@units":{}}"#] {
            #expect(throws: DecodeError.self) { try model.decode(Array(payload.utf8), context) }
        }
    }
}
