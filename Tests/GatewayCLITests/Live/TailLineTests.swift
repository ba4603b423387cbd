import Foundation
import Observations
import Testing

@testable import GatewayCLI

/// How people see what the gateway tells.
@Suite struct TailLineTests {
    private static let utc = TimeZone(secondsFromGMT: 0) ?? .current

    private static func text(_ line: String, columns: Int = 80) throws -> String? {
        TailLine(columns: columns, zone: utc).text(try HeardLine.read(Array(line.utf8)))
    }

    private static func reading(state: String = "forwarded", replayed: Bool = false, quality: String = "good") -> String
    {
        let values =
            #"{"property":"air_temperature","value":31.40000001,"unit":"Cel","quality":"\#(quality)"},"#
            + #"{"property":"relative_humidity","value":60,"unit":"%","quality":"good"},"#
            + #"{"property":"presence","value":true,"quality":"good"},{"property":"pm10","quality":"good"}"#
        return #"{"event":"reading","time":"2026-11-23T08:00:01.210Z","state":"\#(state)","replayed":\#(replayed),"#
            + #""topic":"t","hardwareID":"dev","reading":{"id":"1","thing":"aq-thu-dau-mot-03","domain":"environment","#
            + #""phenomenonTime":"2026-11-23T08:00:00.000Z","replayed":false,"observations":[\#(values)],"#
            + #""parameters":{"frameCounter":"odd","seq":-3}}}"#
    }

    @Test func aReadingIsOneLineOfEightyColumns() throws {
        let text = try TailLineTests.text(TailLineTests.reading())
        let line = "08:00:01  aq-thu-dau-mot-03       air_temperature 31.4 Cel, relative_humidity 6…\n"
        #expect(text == line)
        #expect(text?.count == 81)
    }

    @Test func aWideTerminalShowsAll() throws {
        let text = try TailLineTests.text(TailLineTests.reading(), columns: 200)
        #expect(text?.hasSuffix("relative_humidity 60 %, presence yes, pm10 no value\n") == true)
    }

    @Test func whatIsNotAsItShouldBeIsMarked() throws {
        let text = try #require(
            try TailLineTests.text(TailLineTests.reading(state: "buffered", replayed: true, quality: "suspect"))
        )
        #expect(text.hasSuffix("  [buffered, replayed, suspect]\n"))
        #expect(text.count == 81)
        let late = try TailLineTests.text(TailLineTests.reading(state: "delivered", replayed: true))
        #expect(late?.hasSuffix("  [replayed]\n") == true)
    }

    @Test func anUnreadableMessageIsToldInPlainWordsWithItsDetail() throws {
        let detail =
            "the payload ended inside a field: 3 bytes are needed at byte 11, and 1 is there, which is not enough"
        let line =
            #"{"event":"quarantined","time":"2026-11-23T08:00:01.000Z","hardwareID":"70b3d50000000abc","#
            + #""reason":"undecodable","detail":"\#(detail)","topic":"t","payload":"01","payloadBytes":1}"#
        let text = try #require(try TailLineTests.text(line))
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "08:00:01  70b3d50000000abc        not readable (undecodable)")
        #expect(
            lines.dropFirst().map { $0.drop { $0 == " " } }.joined(separator: " ")
                == "the payload is not one of its model: " + detail
        )
        for line in lines { #expect(line.count <= 80) }
    }

    @Test func controlCharactersOfADeviceDoNotSteerTheTerminal() throws {
        let line =
            #"{"event":"quarantined","time":"2026-11-23T08:00:01.000Z","hardwareID":"a\u001b[2Jb","#
            + #""reason":"no-such-reason","detail":"x\ny","topic":"t","payload":"","payloadBytes":0}"#
        let text = try #require(try TailLineTests.text(line))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("it is refused (no-such-reason)"))
    }

    @Test(arguments: [
        (#"{"missed":17}"#, "  … 17 lines left out: this terminal is slower than the sensors\n"),
        (
            #"{"event":"link","time":"2026-11-23T08:00:01.000Z","link":"uplink","isOpen":false,"reason":"timed out"}"#,
            "08:00:01  -- the gateway has lost the operations center: timed out\n"
        ),
        (
            #"{"event":"registry","time":"2026-11-23T08:00:01.000Z","things":12}"#,
            "08:00:01  -- the registry was loaded: 12 things\n"
        ),
        (
            #"{"event":"device","time":"2026-11-23T08:00:01.000Z","kind":"join","hardwareID":"dev","thing":"air-1"}"#,
            "08:00:01  air-1                   device event: join\n"
        ),
    ])
    func everythingElseIsALineToo(line: String, text: String) throws {
        #expect(try TailLineTests.text(line) == text)
    }

    @Test func whatANewerGatewayTellsIsPassedBy() throws {
        #expect(try TailLineTests.text(#"{"event":"weather","time":"2026-11-23T08:00:01.000Z"}"#) == nil)
        #expect(throws: CommandFailure.self) { try TailLineTests.text("nonsense") }
    }
}
