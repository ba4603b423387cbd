import Foundation
import Observations
import Testing

@testable import Gateway

struct SampleConfigurationTests {
    @Test func theSampleIsAConfiguration() throws {
        let files = SettingsFiles(
            read: { _ in .failure(SettingsProblem(text: "there is no such file")) },
            isDirectory: { $0 == "/etc/gateway/models" }
        )
        let report = SettingsReport()
        let sample = try GatewayConfiguration(
            toml: Self.sample(),
            directory: "/etc/gateway",
            files: files,
            report: report
        )
        #expect(sample.gateway.id.string == "bd-tdm-01")
        #expect(sample.field.routes.count == 2)
    }

    @Test func everyKnownKeyStandsInTheSampleAndCanBeSwitchedOn() throws {
        let files = SettingsFiles(read: { _ in .success(Array("secret\n".utf8)) }, isDirectory: { _ in true })
        let all = try Self.sample().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.wholeMatch(of: /#[a-z_]+ = .*/) == nil ? line : line.dropFirst()
        }
        let report = SettingsReport()
        let text = all.joined(separator: "\n")
        let sample = try GatewayConfiguration(toml: text, directory: "/etc/gateway", files: files, report: report)
        #expect(sample.uplink.connection.tls?.client?.keyFile == "/etc/gateway/gateway-key.pem")

        let written = Self.keys(of: try SettingsNode.document(text), under: "")
        #expect(report.knownKeys.subtracting(written).sorted() == [])
        #expect(report.knownKeys.count > 40)
    }

    /// The standard values are those that the sample shows: leaving everything out that may be left out changes nothing.
    @Test func theSampleShowsTheStandardValues() throws {
        let files = SettingsFiles(
            read: { _ in .failure(SettingsProblem(text: "there is no such file")) },
            isDirectory: { _ in true }
        )
        let short = """
            [gateway]
            id = "bd-tdm-01"
            [[field.routes]]
            filter = "field/+/+/up"
            envelope = "plain"
            hardware_id = "topic:3"
            [[field.routes]]
            filter = "application/+/device/+/event/+"
            envelope = "chirpstack"
            [uplink]
            host = "ioc.example"
            """
        let left = try GatewayConfiguration(toml: short, directory: "/x", files: files, report: SettingsReport())
        let right = try GatewayConfiguration(
            toml: Self.sample(),
            directory: "/x",
            files: files,
            report: SettingsReport()
        )
        var (leftText, rightText) = ("", "")
        dump(left, to: &leftText)
        dump(right, to: &rightText)
        #expect(leftText == rightText)
    }

    static func sample() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        return try String(contentsOf: root.appending(path: "deploy/gateway.sample.toml"), encoding: .utf8)
    }

    static func keys(of entries: [String: SettingsNode], under path: String) -> Set<String> {
        var keys: Set<String> = []
        for (name, node) in entries {
            let key = path.isEmpty ? name : "\(path).\(name)"
            keys.insert(key)
            switch node {
            case .table(let inner): keys.formUnion(Self.keys(of: inner, under: key))
            case .array(let nodes):
                for case .table(let inner) in nodes { keys.formUnion(Self.keys(of: inner, under: key)) }
            default: break
            }
        }
        return keys
    }
}
