import Devices
import Foundation
import Gateway
import Observations
import Store
import TestBroker
import Testing

@testable import GatewayCLI

/// What leaves the machine to help somebody elsewhere holds no secret.
@Suite struct SupportBundleTests {
    private static let password = "canary-password-7431"
    private static let inline = "canary-inline-2208"
    private static let payload = "canary-payload-9915"
    private static let key = "00112233445566778899AABBCCDDEEFF"

    /// A place with a secret wherever one can be, and a gateway that has something in quarantine.
    private static func place() throws -> (DoctorPlace, Certificates) {
        let place = try DoctorPlace()
        let certificates = try Certificates()
        let file = try place.file("field.password", password + "\n")
        let tls =
            #"tls = { ca_file = "\#(certificates.caFile)", certificate_file = "\#(certificates.clientCertificateFile)", "#
        try place.configure(
            field: [#"username = "gateway""#, #"password_file = "\#(file)""#],
            uplink: [
                tls + #"key_file = "\#(certificates.clientKeyFile)" }"#, "# password: \(inline)",
                "# once it was token = '''", inline, "'''",
            ].map { $0 == inline || $0 == "'''" ? "# \($0)" : $0 }
        )
        let state = "\(place.directory)/state"
        let author = Author("test") { Timestamp(microseconds: 0) }
        let registry = try ThingRegistry(path: "\(state)/registry.db", author: author)
        let thing = Thing(
            id: try Slug("meter-1"),
            hardwareID: "m1",
            model: try #require(ModelID("axioma/qalcosonic-w1")),
            agency: try Slug("water"),
            domain: .utility,
            name: "Meter"
        )
        let bytes = try #require(Hexadecimal.decode(key))
        _ = try registry.add(Registration(thing, key: DeviceKey(bytes)))
        try registry.close()
        let now = Timestamp(microseconds: 1_795_420_800_000_000)
        let store = try BufferStore(path: "\(state)/buffer.db", now: now)
        var transaction = StoreTransaction()
        transaction.quarantined = [
            QuarantineEntry(
                hardwareID: "dev-77",
                topic: Array("field/air/dev-77/up".utf8),
                payload: Array(payload.utf8),
                received: now,
                reason: .unknownDevice,
                detail: "\(payload) is not registered"
            )
        ]
        _ = try store.apply(transaction, now: now)
        try store.close()
        return (place, certificates)
    }

    private static func unpacked(_ archive: String, in directory: String) throws -> [String: String] {
        try ChildProcess.run(["tar", "-C", directory, "-xzf", archive], in: directory)
        let folder = "\(directory)/gateway-support-g-1"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) }
        )
    }

    @Test func noSecretAndNoPayloadIsInIt() throws {
        let (place, certificates) = try Self.place()
        let (report, configuration, status) = DoctorExamination(
            file: place.options,
            isOffline: true,
            brokerConfiguration: "/nowhere"
        ).examine()
        // Even where a message repeats a secret it stays here.
        var repeating = report
        repeating.add([
            DoctorFinding("test", "echo", .ok, "\(Self.password) \(Self.key) \(Self.key.lowercased())")
        ])
        let archive = "\(place.directory)/help.tar.gz"
        let bundle = SupportBundle(
            report: repeating,
            configurationFile: place.options.path,
            configuration: configuration,
            status: status
        )
        try bundle.write(to: archive)
        let files = try Self.unpacked(archive, in: place.directory)
        #expect(files.count == 9)
        let tlsKey = try String(contentsOfFile: certificates.clientKeyFile, encoding: .utf8)
        let secrets =
            [Self.password, Self.inline, Self.payload, Self.key, Self.key.lowercased()]
            + tlsKey.split(separator: "\n").filter { !$0.hasPrefix("-----") }.map(String.init)
        #expect(secrets.count >= 7)
        for (name, text) in files {
            for secret in secrets { #expect(!text.contains(secret), "\(name) holds \(secret)\n\(text)") }
        }
        #expect(files["gateway.toml"]?.contains(#"password_file = "\#(place.directory)/field.password""#) == true)
        #expect(files["gateway.toml"]?.contains("# password: (redacted)") == true)
        #expect(files["quarantine.csv"]?.contains("dev-77,1,") == true)
        #expect(files["registry.txt"]?.contains("1 axioma/qalcosonic-w1 active") == true)
        #expect((files["doctor.txt"]?.split(separator: "(redacted)").count ?? 0) >= 4)
        #expect(files["versions.txt"]?.contains("gateway \(GatewayVersion.current)") == true)
        let mode = try FileManager.default.attributesOfItem(atPath: archive)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test func anArchiveThatIsThereStaysAsItIs() throws {
        let place = try DoctorPlace()
        let archive = try place.file("help.tar.gz", "mine")
        let bundle = SupportBundle(
            report: DoctorReport(),
            configurationFile: place.options.path,
            configuration: try place.options.load(),
            status: nil
        )
        #expect(throws: CommandFailure.self) { try bundle.write(to: archive) }
        #expect(try String(contentsOfFile: archive, encoding: .utf8) == "mine")
    }

    private static let settings: [(String, String)] = [
        ("password = \"hunter22\"", "password = (redacted)"), ("api-key: hunter22", "api-key: (redacted)"),
        ("  \"client_secret\"=\"hunter22\"", "  \"client_secret\"= (redacted)"),
        ("#PASSWD=hunter22 # old", "#PASSWD= (redacted)"), ("password_file = \"field.password\"", ""),
        ("tls = { key_file = \"a.pem\" }", ""), ("keepalive = \"60s\"", ""),
        ("token = '''\nhunter22\n'''\nid = 1", "token = (redacted)\n(redacted)\n(redacted)\nid = 1"),
    ]

    @Test(arguments: settings.indices) func settingsThatSpeakOfSecretsLoseTheirValues(index: Int) throws {
        let (text, expected) = Self.settings[index]
        let redaction = try Redaction(nil)
        #expect(redaction.redacted(configuration: text) == (expected.isEmpty ? text : expected))
    }
}
