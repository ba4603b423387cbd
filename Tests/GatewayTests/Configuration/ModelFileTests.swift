import Devices
import Foundation
import Observations
import Testing

@testable import Gateway

struct ModelFileTests {
    static let json = """
        id = "acme/air"
        domain = "environment"
        format = "json"
        time = { path = "ts", unit = "ns" }
        [[fields]]
        path = "temp"
        property = "air_temperature"
        unit = "[degF]"
        [[parameters]]
        path = "seq"
        name = "seq"
        """
    static let binary = """
        id = "acme/bytes"
        domain = "environment"
        format = "binary"
        byte_order = "big-endian"
        [[fields]]
        offset = 2
        type = "int16"
        scale = 0.01
        property = "air_temperature"
        [[parameters]]
        offset = 0
        type = "uint8"
        bits = [4, 7]
        name = "version"
        """

    @Test func aJSONModelDecodes() throws {
        let model = try ModelFile(toml: Self.json, path: "air.toml").fieldMap.deviceModel
        let payload = Array(#"{"ts":1795446000000000000,"temp":212,"seq":7}"#.utf8)
        let reading = try #require(try model.decode(payload, Self.context).readings.first)
        #expect(reading.time == Timestamp(microseconds: 1_795_446_000_000_000))
        #expect(reading.observations.map(\.value) == [.number(100)])
        #expect(reading.parameters == [Parameter(name: "seq", value: .unsigned(7))])
    }

    @Test func aBinaryModelDecodes() throws {
        let model = try ModelFile(toml: Self.binary, path: "bytes.toml").fieldMap.deviceModel
        let reading = try #require(try model.decode([0x5F, 0, 0xFF, 0x9C], Self.context).readings.first)
        #expect(reading.observations.map(\.value) == [.number(-1)])
        #expect(reading.parameters == [Parameter(name: "version", value: .unsigned(5))])
    }

    /// A text of the JSON model, what replaces it, and where that is reported.
    @Test(arguments: [
        ("acme/air", "Acme", "id", "vendor/model"),
        ("\"environment\"", "\"weather\"", "domain", "\"traffic\""),
        ("\"json\"", "\"xml\"", "format", "\"binary\""),
        ("\"ns\"", "\"minutes\"", "time.unit", "\"iso8601\""),
        ("unit = \"ns\"", "unit = \"ns\", zone = \"7\"", "time.zone", "+07:00"),
        ("path = \"temp\"", "path = 3", "fields[0].path", "is a whole number"),
        ("path = \"temp\"", "offset = 3\npath = \"temp\"", "fields[0].offset", "is not a key"),
        ("air_temperature", "air_temprature", "fields[0].property", "air_temprature"),
        ("[degF]", "furlong", "fields[0].unit", "furlong"),
        ("[degF]", "hPa", "fields[0].unit", "hPa"),
        ("[[fields]]", "[[fields]]\nscale = \"2\"", "fields[0].scale", "a number"),
        ("[[fields]]", "[[fields]]\nkind = \"total\"", "fields[0].kind", "\"counter\""),
        ("name = \"seq\"", "label = \"seq\"", "parameters[0].name", "is missing"),
        ("format =", "byte_order = \"big-endian\"\nformat =", "byte_order", "is not a key"),
    ])
    func namesTheFileTheKeyAndWhatIsAllowed(text: String, replacement: String, key: String, words: String) {
        let toml = Self.json.replacing(text, with: replacement)
        let error = #expect(throws: ConfigurationError.self) { try ModelFile(toml: toml, path: "air.toml") }
        let fault = error?.faults.first { $0.key == key }
        #expect(fault?.file == "air.toml", "\(String(describing: error))")
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }

    @Test(arguments: [
        ("byte_order = \"big-endian\"", "", "byte_order"), ("\"int16\"", "\"int12\"", "fields[0].type"),
        ("offset = 2", "offset = -1", "fields[0].offset"), ("[4, 7]", "[7, 4]", "parameters[0].bits"),
        ("bits =", "bit = 1\nbits =", "parameters[0].bits"), ("[4, 7]", "[4, 8]", "parameters[0].bits"),
    ])
    func namesTheKeyInABinaryModel(text: String, replacement: String, key: String) {
        let toml = Self.binary.replacing(text, with: replacement)
        let error = #expect(throws: ConfigurationError.self) { try ModelFile(toml: toml, path: "b.toml") }
        #expect(error?.faults.map(\.key) == [key])
    }

    @Test func theSampleIsAModelAndShowsEveryKeyOfAJSONModel() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let sample = try String(contentsOf: root.appending(path: "deploy/model.sample.toml"), encoding: .utf8)
        _ = try ModelFile(toml: sample, path: "model.sample.toml")
        let all = sample.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.wholeMatch(of: /#[a-z_]+ = .*/) == nil ? line : line.dropFirst()
        }
        let report = SettingsReport()
        let text = all.joined(separator: "\n")
        _ = try ModelFile(toml: text, path: "model.sample.toml", report: report)
        let written = SampleConfigurationTests.keys(of: try SettingsNode.document(text), under: "")
        #expect(report.knownKeys.subtracting(written).sorted() == [])
    }

    @Test func aDirectoryReportsTheFaultsOfAllItsFiles() {
        let files = SettingsFiles(
            read: { path in .success(Array("id = \"\(path.hasSuffix("a.toml") ? "a" : "x/y")\"".utf8)) },
            isDirectory: { _ in true },
            names: { _ in .success(["b.toml", "a.toml", ".c.toml", "d.txt"]) }
        )
        let error = #expect(throws: ConfigurationError.self) { try ModelFile.load(directory: "m", files: files) }
        #expect(error?.faults.map(\.file) == ["m/a.toml", "m/a.toml", "m/a.toml", "m/b.toml", "m/b.toml"])
    }

    @Test func twoFilesOfOneModelAreRefused() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data(Self.json.utf8).write(to: directory.appending(path: "a.toml"))
        let path = directory.path(percentEncoded: false)
        let air = try #require(ModelID("acme/air"))
        #expect(try ModelFile.catalogue(directory: path)[air] != nil)

        try Data(Self.json.utf8).write(to: directory.appending(path: "b.toml"))
        let error = #expect(throws: ConfigurationError.self) { try ModelFile.catalogue(directory: path) }
        #expect(error?.faults.count == 1)
        #expect(error?.description.contains("a.toml") == true)
    }

    @Test func aDirectoryThatIsNotThereIsNamed() {
        let error = #expect(throws: ConfigurationError.self) { try ModelFile.load(directory: "/nowhere") }
        #expect(error?.description == "/nowhere: there is no such file")
    }

    private static let context = DecodingContext(port: nil, receivedAt: Timestamp(microseconds: 0), key: nil)
}
