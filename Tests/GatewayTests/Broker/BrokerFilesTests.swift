import Observations
import Store
import Testing

@testable import Gateway

@Suite struct BrokerFilesTests {
    private static let now = Timestamp(microseconds: 1_795_420_800_000_000)

    private static func field() throws -> FieldSection {
        try GatewayConfiguration(
            toml: """
                [gateway]
                id = "g-1"
                [field]
                username = "gateway"
                [[field.routes]]
                filter = "field/+/+/up"
                envelope = "plain"
                hardware_id = "topic:3"
                [[field.routes]]
                filter = "raw/#"
                envelope = "plain"
                hardware_id = "topic:3"
                [[field.routes]]
                filter = "json"
                envelope = "plain"
                hardware_id = "json:device.id"
                [[field.routes]]
                filter = "fixed/one"
                envelope = "plain"
                hardware_id = "topic:2"
                [[field.routes]]
                filter = "application/+/device/+/event/+"
                envelope = "chirpstack"
                [uplink]
                host = "ioc.example"
                """,
            directory: "/nowhere"
        ).field
    }

    private static func device(
        _ hardwareID: String,
        state: Thing.State = .active,
        previous: (line: PasswordLine, until: Timestamp)? = nil,
        user: String? = nil
    ) throws -> (thing: Thing, credentials: DeviceCredentials) {
        let thing = try IntakeTests.thing("t-\(hardwareID)", "elsys/ers", hardwareID: hardwareID, state: state)
        let current = PasswordLine(user: user ?? hardwareID, hash: "$7$new-\(hardwareID)")
        return (thing, DeviceCredentials(thing: thing.id, current: current, issued: now, previous: previous))
    }

    @Test func onlyTopicsWithTheHardwareIDAreADevices() throws {
        let topics = DeviceTopics(try Self.field().routes)
        #expect(topics.topics("dev0") == ["field/+/dev0/up", "raw/+/dev0/#"])
    }

    @Test func theFilesHaveWhoMayLogInAndWhatTheyMay() throws {
        let old = PasswordLine(user: "b", hash: "$7$old")
        let devices = [
            try Self.device("a"),
            try Self.device("b", previous: (old, Self.now.advanced(byMicroseconds: 1)), user: "b/2"),
            try Self.device("c", state: .retired), try Self.device("d", state: .maintenance),
        ]
        let files = BrokerFiles(devices, field: try Self.field(), at: Self.now)
        #expect(
            files.passwords.map(\.description) == ["a:$7$new-a", "b:$7$old", "b/2:$7$new-b", "d:$7$new-d"]
        )
        #expect(
            files.access == [
                "pattern write field/+/%u/up", "pattern write raw/+/%u/#", "user gateway", "topic read field/+/+/up",
                "topic read raw/#", "topic read json", "topic read fixed/one",
                "topic read application/+/device/+/event/+", "user b/2", "topic write field/+/b/up",
                "topic write raw/+/b/#",
            ]
        )
        #expect(files.nextEnd == Self.now.advanced(byMicroseconds: 1))
        let later = BrokerFiles(devices, field: try Self.field(), at: Self.now.advanced(byMicroseconds: 1))
        #expect(later.passwords.map(\.user) == ["a", "b/2", "d"])
        #expect(later.nextEnd == nil)
    }

    @Test(arguments: ["", "others:$7$x\n", "others:$7$x", "# a comment\n\nothers:$7$x\n"])
    func whatOthersHaveWrittenStays(text: String) {
        let first = ManagedSection.replacing(text, with: ["a:1"])
        #expect(first.hasPrefix(text))
        #expect(first.hasSuffix("\(ManagedSection.begin)\na:1\n\(ManagedSection.end)\n"))
        #expect(ManagedSection.replacing(first, with: ["a:1"]) == first)
        let second = ManagedSection.replacing(first + "later:2\n", with: ["b:2"])
        #expect(!second.contains("a:1"))
        #expect(second.hasSuffix("later:2\n\(ManagedSection.begin)\nb:2\n\(ManagedSection.end)\n"))
        #expect(ManagedSection.others(second).joined(separator: "\n").contains("later:2"))
    }
}
