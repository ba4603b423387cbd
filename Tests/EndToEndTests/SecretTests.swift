import Foundation
import JSONSchema
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Every secret is one that occurs nowhere else; whatever the program says is searched for all of them.
    @Suite final class SecretTests {
        private static let fieldPassword = "canary-field-5521-password"
        private static let uplinkPassword = "canary-uplink-8834-password"
        private static let key = "8E1F00C4A7B35D29F6117A0C93D2E58B"

        private let city: City
        private let secrets: [String]
        private let folder: String

        init() throws {
            let certificates = try Certificates()
            folder = try Scratch.makeDirectory("canaries")
            let files = [("field", Self.fieldPassword), ("uplink", Self.uplinkPassword), ("key", Self.key)]
            for (name, text) in files {
                try "\(text)\n".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            var settings = CitySettings()
            settings.certificates = certificates
            settings.field = [#"username = "gateway""#, #"password_file = "\#(folder)/field""#]
            settings.uplink = [#"username = "gateway""#, #"password_file = "\#(folder)/uplink""#]
            settings.other = ["[log]", #"level = "debug""#]
            city = try City(settings)
            let set = try city.gateway.command(["device", "set", "air-1", "--key-file", "\(folder)/key"])
            #expect(set.status == 0, "\(set.output)")
            // The one place that shows it, once.
            let made = try city.gateway.command(["device", "credentials", "air-0", "-o", "json"])
            let start = try #require(made.output.firstIndex(of: "{"), "\(made.output)")
            let end = try #require(made.output.lastIndex(of: "}"))
            let login = try JSONValue(parsing: Array(made.output[start...end].utf8))
            let tlsKey = try String(contentsOfFile: certificates.clientKeyFile, encoding: .utf8)
            secrets =
                [Self.fieldPassword, Self.uplinkPassword, Self.key, Self.key.lowercased()]
                + [try #require(login["password"]?.string)]
                + tlsKey.split(separator: "\n").filter { !$0.hasPrefix("-----") }.map(String.init)
        }

        deinit { Scratch.remove(folder) }

        private func expectClean(_ text: String, _ place: String) {
            #expect(!text.isEmpty, "\(place) is empty")
            for secret in secrets { #expect(!text.contains(secret), "\(place) holds \(secret)") }
        }

        @Test func theKeyIsReallyKeptAndFoundWhereItIsAskedFor() throws {
            let file = "\(city.directory)/export.csv"
            let answer = try city.gateway.command(["device", "export", "--keys", "--output", file])
            #expect(answer.status == 0, "\(answer.output)")
            #expect(try String(contentsOfFile: file, encoding: .utf8).uppercased().contains(Self.key))
            expectClean(answer.output, "device export --keys")
        }

        @Test func noCommandAndNoLogSaysASecret() throws {
            try city.publish(50)
            try city.publish("no reading", to: Sensors.topic(1))
            try city.publish("no device", to: "field/environment/stranger/up")
            let tail = try BackgroundCommand(["tail", "-n", "3", "-o", "jsonl"], in: city)
            try city.run("it follows") {
                try city.publish(1)
                return tail.ended() != nil
            }
            expectClean(tail.data, "tail")
            let commands = [
                "status", "status -o json", "check", "doctor", "doctor -o json", "device list", "device show air-0",
                "device show air-1", "device show air-1 -o json", "device export", "device pending", "audit list",
                "audit list -o json", "audit verify", "quarantine list", "quarantine list -o json", "outbox status",
                "decode --thing air-1 --text {\"temp\":1} --explain",
                "decode --thing air-1 --text {\"temp\":1} -o json",
                "decode --thing air-1 --text {\"temp\":1} --key-file /nowhere", "device label air-1",
                "broker sync --password-file \(city.directory)/passwords --acl-file \(city.directory)/acl",
            ]
            for command in commands {
                let answer = try city.gateway.command(command.split(separator: " ").map(String.init))
                expectClean(answer.output, command)
            }
            // The broker's file has hashes.
            for file in ["passwords", "acl"] {
                expectClean(try String(contentsOfFile: "\(city.directory)/\(file)", encoding: .utf8), file)
            }
            try city.settle()
            let log = try city.gateway.log()
            expectClean(log, "the log")
            #expect(log.contains("debug") || log.contains("DEBUG"))
            let arrived = city.center.deliveries.map { String(decoding: $0.payload, as: UTF8.self) }
            expectClean(arrived.joined(separator: "\n"), "what arrived")
        }

        @Test func theProcessesAndTheSupportBundleHoldNone() throws {
            try city.publish(20)
            let process = try #require(city.gateway.processID)
            for name in ["cmdline", "environ"] {
                let data = try Data(contentsOf: URL(filePath: "/proc/\(process)/\(name)"))
                expectClean(String(decoding: data, as: UTF8.self), name)
            }
            let archive = "\(city.directory)/help.tar.gz"
            _ = try city.gateway.command(["doctor", "--bundle", archive])
            let folder = "\(city.directory)/bundle"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try ChildProcess.run(["tar", "-C", folder, "-xzf", archive], in: city.directory)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            var files = 0
            for name in names {
                guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else { continue }
                files += 1
                expectClean(text, name)
            }
            #expect(files > 5)
        }
    }
}
