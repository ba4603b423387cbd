import Foundation
import Gateway
import Observations
import Testing

@testable import GatewayCLI

/// Labels with QR codes.
struct LabelTests {
    private static let why = "skipped: qrencode is not installed (apt-get install qrencode)"

    private static func place() async throws -> CommandPlace {
        let place = try await CommandPlace()
        for name in ["aq-1", "aq-2"] {
            let add = ["device", "add", name, "--hardware-id", "SECRETHW-\(name)", "--model", "elsys/ers"]
            #expect(try await place.run(add + ["--agency", "env", "--name", "Trạm <Thủ Dầu Một> & 1"]) == .success)
        }
        return place
    }

    @Test func theCodeNamesTheThingAndHasNoSecret() throws {
        let label = ThingLabel(thing: try Slug("aq-1"), agency: try Slug("env"))
        // printf env/aq-1 | sha256sum
        #expect(label.text == "GW1:aq-1:\(Self.expectedCheck)")
        #expect(ThingLabel(thing: try Slug("aq-1"), agency: try Slug("other")).text != label.text)
    }

    private static let expectedCheck = "cca4f794"

    @Test func aPictureIsReadBackByAScanner() async throws {
        guard BuiltProgram.isThere("qrencode") else { return print(Self.why) }
        let place = try await Self.place()
        let file = "\(place.directory)/label.png"
        #expect(try await place.run("device", "label", "aq-1", "--format", "png", "--output", file) == .success)
        #expect(Array(try Data(contentsOf: URL(filePath: file)).prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
        guard BuiltProgram.isThere("zbarimg") else { return print("skipped: zbarimg is not installed (zbar-tools)") }
        let scan = try ProgramRun(["zbarimg", "-q", "--raw", file], input: [], within: .seconds(60))
        #expect(String(decoding: scan.output, as: UTF8.self) == "GW1:aq-1:\(Self.expectedCheck)\n")
    }

    @Test func aDrawingHasTheNamesUnderTheCode() async throws {
        guard BuiltProgram.isThere("qrencode") else { return print(Self.why) }
        let place = try await Self.place()
        let folder = "\(place.directory)/labels/"
        #expect(try await place.run("device", "label", "aq-1", "aq-2", "--output", folder) == .success)
        for name in ["aq-1", "aq-2"] {
            let svg = try String(contentsOfFile: "\(folder)\(name).svg", encoding: .utf8)
            #expect(svg.contains(">Trạm &lt;Thủ Dầu Một&gt; &amp; 1</text>") && svg.contains(">\(name)</text>"))
            #expect(svg.contains("<title>GW1:\(name):") && !svg.contains("SECRETHW"))
            #expect(svg.contains("<path fill=\"#000000\"") && svg.hasSuffix("</svg>\n"))
        }
        let modules = try QRCode().modules("GW1:aq-1:\(Self.expectedCheck)")
        // Four blank modules around it, then the corner mark: 7 dark, 1 blank.
        #expect(modules[3].allSatisfy { !$0 })
        #expect(Array(modules[4][4..<12]) == Array(repeating: true, count: 7) + [false])
    }

    @Test func whatCannotBeMadeIsSaid() async throws {
        let place = try await Self.place()
        #expect(try await place.run("device", "label", "nobody") == .notFound)
        let several = try await place.failure(["device", "label", "aq-1", "aq-2"])
        #expect(several.status == .usage && several.message.contains("--output DIRECTORY/"))
        do {
            _ = try QRCode(program: "qrencode-that-is-not-there").modules("x")
            Issue.record("there is no such program")
        } catch let failure as CommandFailure {
            #expect(failure.message.contains("apt-get install qrencode"))
        }
    }

    @Test func aProgramThatHangsIsEnded() throws {
        let begin = ContinuousClock.now
        #expect(throws: ProgramRunError.tookTooLong) {
            try ProgramRun(["sleep", "60"], input: [], within: .milliseconds(100))
        }
        #expect(ContinuousClock.now - begin < .seconds(30))
        #expect(throws: ProgramRunError.notThere) {
            try ProgramRun(["there-is-no-such-program"], input: [], within: .seconds(1))
        }
        let run = try ProgramRun(
            ["sh", "-c", "cat; echo no >&2; exit 3"],
            input: Array("in".utf8),
            within: .seconds(60)
        )
        #expect(run.status == 3 && run.output == Array("in".utf8) && run.errors == Array("no\n".utf8))
    }
}
