import Observations
import Testing

@testable import GatewayCLI

struct DecodeLineTests {
    private static let counts = "\"model\":\"parametric/pcr2\",\"fPort\":14,\"payload\":\"0a000c160009010112\""

    @Test func anAnswerCarriesTheReadings() throws {
        let answer = try answer("{\"id\":\"x-1\",\(Self.counts),\"meter\":\"m\",\"new\":{\"a\":[1]}}")
        let expected = """
            {"id":"x-1","readings":[{"observations":[\
            {"property":"people_count","channel":"ltr","kind":"delta","value":12,"unit":"{people}","quality":"good"},\
            {"property":"people_count","channel":"rtl","kind":"delta","value":9,"unit":"{people}","quality":"good"},\
            {"property":"device_temperature","value":27.4,"unit":"Cel","quality":"good"}]}]}
            """
        #expect(answer == expected)
    }

    /// A line that cannot be decoded, and the answer to it.
    @Test(arguments: [
        ("", #"{"id":null,"error":"the line is not a JSON object"}"#),
        ("[1]", #"{"id":null,"error":"the line is not a JSON object"}"#),
        (#"{"id":"a"}"#, #"{"id":"a","error":"\"model\" is missing"}"#),
        (#"{"id":"a","model":"parametric/pcr2"}"#, #"{"id":"a","error":"\"payload\" is missing"}"#),
        (
            #"{"id":"a\"b","model":"x/y","payload":""}"#,
            #"{"id":"a\"b","error":"there is no model \"x/y\"; see `gateway model list`"}"#
        ),
        (
            #"{"id":"a","model":"parametric/pcr2","payload":"0"}"#,
            #"{"id":"a","error":"\"payload\" is not hexadecimal"}"#
        ),
        (#"{"id":"a","model":"parametric/pcr2","payload":5}"#, #"{"id":"a","error":"\"payload\" is not of its type"}"#),
        (
            #"{"id":"a","model":"parametric/pcr2","payload":"","fPort":300}"#,
            #"{"id":"a","error":"\"fPort\" is not 0 to 255"}"#
        ),
        (
            #"{"id":"a","model":"parametric/pcr2","payload":"","receivedAt":"now"}"#,
            #"{"id":"a","error":"\"receivedAt\" is not a time with its zone (RFC 3339)"}"#
        ),
        (
            #"{"id":"a","model":"parametric/pcr2","payload":"","key":"x"}"#,
            #"{"id":"a","error":"\"key\" is not hexadecimal"}"#
        ),
    ])
    func anErrorIsAnAnswer(line: String, expected: String) throws {
        #expect(try answer(line) == expected)
    }

    @Test func aPayloadThatDoesNotDecodeIsAnAnswerToo() throws {
        let answer = try answer(#"{"id":"a","model":"parametric/pcr2","payload":"0a","fPort":14}"#)
        #expect(answer.hasPrefix(#"{"id":"a","error":""#))
    }

    private func answer(_ line: String) throws -> String {
        DecodeLine.answer(line, models: try ModelSource(directory: nil), now: Timestamp(microseconds: 0))
    }
}
