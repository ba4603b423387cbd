import Observations
import Testing

@testable import Devices
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

    @Test func whetherAFrameWasDecryptedIsToldToTheModel() throws {
        #expect(try answer("{\"id\":\"a\",\(Self.counts),\"decrypted\":true}").contains("\"readings\""))
        #expect(
            try answer(#"{"id":"a","model":"parametric/pcr2","payload":"","decrypted":1}"#)
                == #"{"id":"a","error":"\"decrypted\" is not of its type"}"#
        )
    }

    @Test func aPayloadThatDoesNotDecodeIsAnAnswerToo() throws {
        let answer = try answer(#"{"id":"a","model":"parametric/pcr2","payload":"0a","fPort":14}"#)
        #expect(answer.hasPrefix(#"{"id":"a","error":""#))
    }

    /// A meter that teaches a format with its frame 1 and needs it for its frame 2.
    private static func meter() throws -> DeviceModel {
        DeviceModel(
            id: try #require(ModelID("acme/meter")),
            title: "Meter",
            domain: .utility,
            properties: [.airTemperature],
            source: "test",
            decoder: { (payload, context) throws(DecodeError) in
                let reading = DecodedReading(observations: [Observation(.airTemperature, 1)])
                guard payload == [2] else {
                    return Decoded(readings: [reading], learned: FrameFormat(signature: 1, headers: payload))
                }
                guard context.formats[1] != nil else { throw .unknownFrameFormat(offset: 0, signature: 1) }
                return Decoded(readings: [reading])
            }
        )
    }

    @Test func linesOfTheSameMeterShareWhatTheyHaveTaughtInTheirOrder() throws {
        let models = ModelSource(catalogue: ModelCatalogue(models: [try Self.meter()]))
        var lines = DecodeLine(models: models, now: Timestamp(microseconds: 0))
        func isRead(_ payload: String, _ meter: String?) -> Bool {
            let member = meter.map { ",\"meter\":\"\($0)\"" } ?? ""
            return lines.answer("{\"model\":\"acme/meter\",\"payload\":\"\(payload)\"\(member)}").contains("readings")
        }
        #expect(!isRead("02", "a"), "nothing was taught yet")
        #expect(isRead("01", "a") && isRead("02", "a"))
        #expect(!isRead("02", "b") && !isRead("02", nil), "another meter's")
        #expect(isRead("01", nil) && !isRead("02", nil), "a line without meter teaches nobody")
    }

    private func answer(_ line: String) throws -> String {
        var lines = DecodeLine(models: try ModelSource(directory: nil), now: Timestamp(microseconds: 0))
        return lines.answer(line)
    }
}
