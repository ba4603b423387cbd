import Devices
import Observations
import Store
import Testing

@testable import Gateway

@Suite struct DeviceDirectoryTests {
    private static func directory(_ things: Thing...) throws -> DeviceDirectory {
        DeviceDirectory(things: things, catalogue: .builtIn, prefix: try #require(TopicPrefix("a/b")))
    }

    @Test(arguments: ["70B3D50000000ABC", "70b3d50000000abc", "70b3D50000000aBc"])
    func aDevEUIIsFoundInEitherCase(registered: String) throws {
        let directory = try DeviceDirectoryTests.directory(
            IntakeTests.thing("meter-1", "axioma/qalcosonic-w1", hardwareID: registered, domain: .utility)
        )
        for asked in ["70B3D50000000ABC", "70b3d50000000abc"] {
            #expect(directory[asked]?.thing.id.string == "meter-1")
        }
    }

    @Test(arguments: [("Meter-7", "meter-7"), ("ABCDEF", "abcdef"), ("70B3D50000000ABG", "70b3d50000000abg")])
    func anyOtherHardwareIDIsFoundOnlyAsItIsWritten(registered: String, asked: String) throws {
        let directory = try DeviceDirectoryTests.directory(
            IntakeTests.thing("t", "elsys/ers", hardwareID: registered)
        )
        #expect(directory[registered] != nil)
        #expect(directory[asked] == nil)
    }

    @Test(arguments: Thing.State.allCases)
    func onlyARetiredThingIsNotThere(state: Thing.State) throws {
        let directory = try DeviceDirectoryTests.directory(IntakeTests.thing("t", "elsys/ers", state: state))
        #expect((directory["t"] == nil) == (state == .retired))
        #expect(directory.count == (state == .retired ? 0 : 1))
    }

    @Test func anEntryHasItsModelAndItsTopic() throws {
        let directory = try DeviceDirectoryTests.directory(
            IntakeTests.thing("t-1", "elsys/ers"),
            IntakeTests.thing("t-2", "acme/unheard", domain: .traffic)
        )
        #expect(directory["t-1"]?.model?.id == ModelID("elsys/ers"))
        #expect(directory["t-1"]?.topic == "a/b/city/environment/t-1/reading")
        #expect(directory["t-2"]?.model == nil)
        #expect(directory["t-2"]?.topic == "a/b/city/traffic/t-2/reading")
        #expect(directory.count == 2)
    }

    @Test func whatIsAsItWasIsShared() throws {
        let prefix = try #require(TopicPrefix("a/b"))
        let things = try ["t-1", "t-2", "t-3"].map { try IntakeTests.thing($0, "elsys/ers") }
        let key = try #require(DeviceKey([UInt8](repeating: 1, count: 16)))
        let old = DeviceDirectory(things: things, catalogue: .builtIn, prefix: prefix)
        var later = things
        later[1] = things[1].changed { $0.name = "other" }
        let new = DeviceDirectory(
            things: later,
            keys: ["t-3": key],
            catalogue: .builtIn,
            prefix: prefix,
            sharing: old
        )
        #expect(["t-1", "t-2", "t-3"].map { old[$0] === new[$0] } == [true, false, false])
        #expect(new["t-2"]?.thing.name == "other" && new["t-3"]?.key == key)
        #expect(new["t-2"]?.topic == old["t-2"]?.topic && new["t-2"]?.model?.id == ModelID("elsys/ers"))
    }

    @Test func hardwareIsNotAThingsBeforeItLeftAnother() throws {
        let prefix = try #require(TopicPrefix("a/b"))
        func thing(_ id: String, _ hardwareID: String) throws -> Thing {
            try IntakeTests.thing(id, "elsys/ers", hardwareID: hardwareID)
        }
        let (left, replaced) = (
            Timestamp(microseconds: 1_795_420_800_000_000), Timestamp(microseconds: 1_795_520_800_000_000)
        )
        let directory = DeviceDirectory(
            things: [try thing("first", "new-1"), try thing("second", "new-2")],
            replacements: [
                HardwareReplacement(of: try thing("first", "old"), by: try thing("first", "new-1"), at: left),
                // In between it was registered as the second thing's.
                HardwareReplacement(of: try thing("second", "old"), by: try thing("second", "new-2"), at: replaced),
            ],
            catalogue: .builtIn,
            prefix: prefix
        )
        let entry = try #require(directory.entry(ever: "old"))
        #expect(entry.thing.id.string == "second" && entry.tenure == left..<replaced)
    }

    @Test func onlyWhatDiffersIsAChange() throws {
        func thing(_ id: String, _ hardwareID: String, name: String = "n") throws -> Thing {
            try IntakeTests.thing(id, "elsys/ers", hardwareID: hardwareID).changed { $0.name = name }
        }
        let old = try DeviceDirectoryTests.directory(
            thing("same", "1"),
            thing("renamed", "2"),
            thing("swapped", "3"),
            thing("gone", "4"),
            thing("moves", "5")
        )
        let new = try DeviceDirectoryTests.directory(
            thing("same", "1"),
            thing("renamed", "2", name: "other"),
            thing("swapped", "33"),
            thing("moves", "4"),
            thing("new", "5")
        )
        var changes = DirectoryChanges(from: old, to: new)
        #expect(Set(changes.present.keys.map(\.string)) == ["renamed", "swapped", "moves", "new"])
        #expect(changes.gone.map(\.string) == ["gone"])
        #expect(changes.present[try Slug("moves")]?.thing.hardwareID == "4")
        changes.add(DirectoryChanges(from: new, to: old))
        #expect(Set(changes.present.keys.map(\.string)) == ["renamed", "swapped", "moves", "gone"])
        #expect(changes.gone.map(\.string) == ["new"])
        let first = changes.take(3)
        let rest = changes.take(3)
        #expect(first.present.count + first.gone.count == 3 && rest.present.count + rest.gone.count == 2)
        #expect(changes.isEmpty)
        #expect(DirectoryChanges(from: new, to: new).isEmpty)
    }
}
